/// <reference types="vite/client" />

/** The address of the model for background blur: client/build/person-model.ts. */
declare module 'virtual:person-model' {
  const url: string
  export default url
}

/** The address of what pdf.js fetches: client/build/pdf-files.ts. */
declare module 'virtual:pdf-files' {
  const url: string
  export default url
}

declare module 'core-js/es/promise/with-resolvers'
