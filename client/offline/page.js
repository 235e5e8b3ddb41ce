// Uses the language and theme chosen here before, else the browser's.
const stored = (key) => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
const sections = [...document.querySelectorAll('main')]
const wanted = [stored('anhop.language'), ...navigator.languages.map((tag) => tag.split('-')[0])]
const shown =
  wanted.map((language) => sections.find(({ lang }) => lang === language)).find(Boolean) ??
  sections[0]
for (const section of sections) section.hidden = section !== shown
document.documentElement.lang = shown.lang
document.title = shown.dataset.title

const theme = stored('anhop.theme')
const dark = matchMedia('(prefers-color-scheme: dark)').matches
document.documentElement.classList.toggle('dark', theme === 'dark' || (theme !== 'light' && dark))

for (const button of document.querySelectorAll('button'))
  button.addEventListener('click', () => location.reload())
addEventListener('online', () => location.reload())
