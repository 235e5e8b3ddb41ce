/** What browsers say of a line (NetworkInformation and Save-Data APIs); many say nothing. */
export type LineKind = {
  /** The person asked the system to save data. */
  readonly saveData?: boolean
  readonly type?: string
  readonly metered?: boolean
}

/** Whether every megabyte of this line probably costs something. Pure. */
export const isMetered = ({ saveData, type, metered }: LineKind = {}): boolean =>
  saveData === true || metered === true || type === 'cellular'
