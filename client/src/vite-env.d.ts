/// <reference types="vite/client" />

/** The address of the model for background blur: client/build/person-model.ts. */
declare module 'virtual:person-model' {
  const url: string
  export default url
}
