/** Kinds of PDF files that exist in practice but cannot be written by hand. */
import { gunzipSync } from 'node:zlib'
import { pdfOf } from '#server/files/documents/testing.ts'

const packed = (base64: string) => gunzipSync(Buffer.from(base64, 'base64'))

/** AES-256 with an owner password; opens without one (qpdf). */
export const OWNER_ONLY = packed(
  'H4sIAAAAAAACA4VUO28cVRilQBGMgohEQUGRW2DJFMne90OsLNneXYjsyMaL3URE+u7L2Wg9Y82OLYdfQDoqBEoRBYrIRDRIpEMpEUhUQBGJpElBhUSDSEEQd8b7ilxkdrRz53zPc+a7d2Gz07tALqps4cE/X/6XEYRRYa9n7TZqdY+qkI8GRT5C9etyZ6XbLFZgFHZCWVtQK4XOea6HwzBEGi0t1XdrE3bDCNGUcwu1PryxH1BrFSoYFrvJnIXc16XoXMnV4iCvEEGttYEfoSuINaEfTYJP8s1C2XOheWqiGiF+Uu5y8ANYKY5SFpx+wgikOa1zbUKZHCdtbYVRcVC6cEKyl7KcLAgSjcOYyqyBufp8rv56yHera8jIFDsYVqFMzyFUoRNc4ZugUVUG2Muevvz41vY3958+e+Xxu/e/eyifrf2x9vlhdvXMz2e+ePPs7789Wr17Xr1t3+CfdF499+ny3XeeXPz6q+8X7frx2R8/u/fT34u//PXnw+PzH+y9dlsfP/r26q93bt576d+3Xr/dfvBk8eZ7P6TexpXGXYq5Lutv13BsvR+Gh6EaOECt/oGtGno1STLh2rjNuMp5rXuNRv3Kj1fLB9W17mGtaqtTuI39kNdOl5Oh299hU3EYncg5kahfQe6h9FMXKpKAG6jtuOdaMcGNC4J7RaQx0gG3QJW3oLj0URCqgXDHQBhOlMZGe+pITIFEc3A4RMOBKIe1CTwoL4UwxgPlTqQeNtI4g7SEgXM8KsKMj1ELyQVWOCbIYxUoFzZqCkoqxzzY4BwAjxTAR+KhHnJ0gaf/UO6lEeI4BubAS24ICKc54UymbowUmkcek/8WkjXvvd5EwPQoZy/bqG0Sd26jUpIz4SULmnljnLVWWG0Y1VhgLAJQyjAo5bVmEJ1LnJONMk6VjRh7Swx4HgO3knHwjBEuVRSx5r6duAejRPQ+KiMJaO84UwqCDhhLC1Y5Qx2mARsM1EjDiKOUuOiwZ0QCFS6l2UmbZDYiR2WIGUYqw9MLJcmZQBFNMZLGsbHkU4wwfBrT5hTGiDqFcc1OYankDKtKGAzTqNVjulUU9enS7Pv+4OOA0tl1qYOutMGToCxPk4bTRxOKGoy1TginJhhnll7skQ6Wbu7KG/sVkuODI+14KKtGFUIwzhYWuhu97H+IV6cFcgUAAA==',
)
/** The same with a user password, which is needed to open it. */
export const WITH_PASSWORD = packed(
  'H4sIAAAAAAACA4VUy4scRRg/yCKMBw/etS7rQZhMvbsKhiW7mRnzWnaZcfcSBOvx1WZktnvp6V02Egj+CQY8CEEhB/EgePUg5CAJZkHwouTiQcjRo2hEEb/unZfswe6mu/qr7/H7/eqrWt/tDdrsUtZaf/THw39ajFBS+Pdb3S7p9E8ryKfjIp+S+nezt9VvBltuCvtQ1jOkg6ErnjfhBCbEkI2N+unsugOYEo45h6Tzzp0jIJ0rrnKT4gCnW5DHuhRfKXmlOM4rwkjnxjhOyS0imtB358Hn+Zah4j+hOYKopkSel9uGOHZbxSlmoXgrq4iRvM6160p0nMMawrQ4LgOckxxglvMBI6pxmFFZAlipL1fq34T8oLpNrMbY8aSCEr8TV0EPQhGboGlVgjts/fmo9+zSF8/WPvrqvceXfznj8PjLN6+3f3169Nsrn/z1zeHZffrTGz+//eSe0l//fvbWyw8ebMu1J5crJr/9+LurP/5dfNZ+8erda+3Nvc+/f+3+jefDF9dfUuOHTxNf++HD15/nnyK2WaUZSrWCsl67hmPnKkxOoBoHRzqjY1819GqSbM61cVty1ataDxqNRlWcjTaPq9v9k1rVTq8IO0eQ107bONEf7YuFOILP5ZxLNKpcHl0ZFy5coYA7pBscdwqo84YCF9oYmiQT0iiIWikthM5EfUuJRohUA6c+UcVVUAFYsNp5F5UT4DKbmHIqZjKFzHghnEsBMexgO1tLmRWGJ5uiSxQEaADhHfU0WcEdCJd5YZ1m0fHgPXcmRa94lDpaZ23d5KQt8Q3lIbZQZEqaxCRniQkuIxMBM1DpuckScw79h0TXvA8HcwHxUy5/9khXBiWDyTQ1njkvtWFCR2ewdIgoQ2JMZ9FbowGZBY9jarVIUtMsughSBvQxnuuAQJIOmjLUJjNahZC8r0HvIXdhGKRaYOdcsFlGhY0S8XORmA0sKAHRB49Fk8wiqiwoNzJFxCU4VYBp9nGTLFvktITUoiRr0cVFcLGEIoksbAzbsZnJFzYm6EWbsRdsgmUXbNKICzYsubRVpRtPsNXqNh0WRX26NPt+NP4ACJ5d13rkVheMsl5GiMYYaSEmq2jUmWbWuuBjtvH/Hniw9PNQ3jmqiJ4dHLjjXVk1qjBGaWt9vb8zaP0LbKRfu3IFAAA=',
)

const changed = (from: string, to: string, ...pages: string[]) => {
  const text = pdfOf(...pages).toString('latin1')
  if (!text.includes(from)) throw new Error(from)
  return Buffer.from(text.replace(from, to), 'latin1')
}

export const NO_PAGES = pdfOf()
export const MENTIONS_ENCRYPT = pdfOf('Khoa /Encrypt 7 0 R')
export const AFTER_A_MARK = Buffer.concat([Buffer.from('\ufeff'), pdfOf('Sau dau BOM')])
/** A form whose fields exist only in XFA; the page itself asks the reader to wait. */
export const XFA_ONLY = changed(
  '/Type /Catalog',
  '/Type /Catalog /NeedsRendering true /AcroForm << /Fields [] /XFA [(template) 3 0 R] >>',
  'Please wait...',
)
/** Its second page is missing. */
export const LOST_PAGE = changed('6 0 R]', '99 0 R]', 'mot', 'hai')
