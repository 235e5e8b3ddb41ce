/** A sentence's plural forms by CLDR category; every language has `other`. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/**
 * Selects a form by the language's own rules: English has two, Vietnamese one, Russian four.
 * @param language BCP 47 tag
 */
export function pluralsOf(language: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language)
  return (n, forms) => forms[rules.select(n)] ?? forms.other
}
