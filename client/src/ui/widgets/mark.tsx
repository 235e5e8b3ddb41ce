/** People behind a shield. The same drawing as public/favicon.svg, in colors of tokens.css. */
export function Mark() {
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        className="brand-mark-shield"
        d="M16 1.8 3.8 6.2v9c0 7.7 5.1 12.8 12.2 15.3 7.1-2.5 12.2-7.6 12.2-15.3v-9z"
      />
      <g className="brand-mark-others">
        <circle cx="9.6" cy="12" r="2.3" />
        <circle cx="22.4" cy="12" r="2.3" />
        <path d="M6.4 20.3c0-3.2 1.5-4.7 3.6-4.7 1 0 1.9.3 2.5 1-1.7 1.2-2.6 3.2-2.7 6.2-1.5-.3-2.6-1-3.4-2.5z" />
        <path d="M25.6 20.3c0-3.2-1.5-4.7-3.6-4.7-1 0-1.9.3-2.5 1 1.7 1.2 2.6 3.2 2.7 6.2 1.5-.3 2.6-1 3.4-2.5z" />
      </g>
      <circle className="brand-mark-host" cx="16" cy="10.6" r="3.3" />
      <path
        className="brand-mark-first"
        d="M10.7 24.3c0-5.5 1.9-8.3 5.3-8.3s5.3 2.8 5.3 8.3c-1.5 1.2-3.2 2.1-5.3 2.9-2.1-.8-3.8-1.7-5.3-2.9z"
      />
    </svg>
  )
}
