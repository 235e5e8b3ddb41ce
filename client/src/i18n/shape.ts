/**
 * The same shape with any wording: what a language must provide. A text with parameters is a
 * function, so that each language can order and inflect as it needs.
 */
export type Shape<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => infer R
      ? (...args: A) => R extends string ? string : R
      : Shape<T[K]>
}
