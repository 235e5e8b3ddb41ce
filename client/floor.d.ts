/**
 * What Chromium 109 and Firefox 128 know beyond ES2022, for tsconfig.floor.json. Only names of which
 * both are sure belong here.
 */
interface Array<T> {
  findLast<S extends T>(is: (value: T, index: number, all: T[]) => value is S): S | undefined
  findLast(is: (value: T, index: number, all: T[]) => unknown): T | undefined
  findLastIndex(is: (value: T, index: number, all: T[]) => unknown): number
}
interface ReadonlyArray<T> {
  findLast<S extends T>(is: (value: T, index: number, all: readonly T[]) => value is S): S | undefined // prettier-ignore
  findLast(is: (value: T, index: number, all: readonly T[]) => unknown): T | undefined
}
