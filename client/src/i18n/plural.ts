/** The forms of a sentence by number, as CLDR names them; every language has `other`. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/**
 * Chooses among forms by the language's own rules: English has two, Vietnamese one, Russian four.
 * @param language as BCP 47 writes it
 */
export function pluralsOf(language: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language)
  return (n, forms) => forms[rules.select(n)] ?? forms.other
}
