/** The mark of public/favicon.svg, in the colour of the text around it. */
export function Logo() {
  return (
    <svg
      className="logo"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      aria-hidden="true"
    >
      <path
        d="M12 2.800 4.500 5.600v5.800c0 4.800 3.100 8.200 7.500 9.900 4.400-1.700 7.500-5.100 7.500-9.900V5.600z"
        strokeLinejoin="round"
      />
      <circle cx="12" cy="9.600" r="2.300" />
      <path
        d="M7.900 15.900c.6-2.200 2.200-3.300 4.100-3.300s3.500 1.100 4.100 3.300"
        strokeLinecap="round"
      />
    </svg>
  )
}
