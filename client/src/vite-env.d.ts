/// <reference types="vite/client" />

/** URL of the model for background blur; see client/build/person-model.ts. */
declare module 'virtual:person-model' {
  const url: string
  export default url
}

/** Base URL of the files pdf.js fetches; see client/build/pdf-files.ts. */
declare module 'virtual:pdf-files' {
  const url: string
  export default url
}

declare module 'core-js/es/promise/with-resolvers'
