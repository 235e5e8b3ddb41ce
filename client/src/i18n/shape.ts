/**
 * The same shape with any words in it: what a language has to give. A text with a parameter is a
 * function, so that each language orders and inflects as it needs.
 */
export type Shape<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => infer R
      ? (...args: A) => R extends string ? string : R
      : Shape<T[K]>
}
