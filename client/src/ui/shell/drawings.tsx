import type { ReactNode } from 'react'
import './drawings.css'

/** Drawings in a 240 x 160 box, made of flat shapes in the colors of tokens.css. */
const DRAWINGS = {
  // A screen with four people and three at a table.
  meeting: (
    <>
      <ellipse className="ill-shade" cx="120" cy="146" rx="104" ry="8" />
      <rect className="ill-brand" x="52" y="14" width="136" height="84" rx="9" />
      <rect className="ill-paper" x="59" y="21" width="59" height="33" rx="4" />
      <rect className="ill-paper" x="122" y="21" width="59" height="33" rx="4" />
      <rect className="ill-paper" x="59" y="58" width="59" height="33" rx="4" />
      <rect className="ill-paper" x="122" y="58" width="59" height="33" rx="4" />
      <g className="ill-soft">
        <path d="M76 54c0-7 5-11 12.5-11S101 47 101 54z" />
        <path d="M139 54c0-7 5-11 12.5-11S164 47 164 54z" />
        <path d="M139 91c0-7 5-11 12.5-11S164 84 164 91z" />
      </g>
      <path className="ill-gold" d="M76 91c0-7 5-11 12.5-11S101 84 101 91z" />
      <g className="ill-face">
        <circle cx="88.5" cy="35.5" r="6" />
        <circle cx="151.5" cy="35.5" r="6" />
        <circle cx="88.5" cy="72.5" r="6" />
        <circle cx="151.5" cy="72.5" r="6" />
      </g>
      <path className="ill-line" d="M120 98v12M100 111h40" />
      <path className="ill-wood" d="M24 128c0-4 3-7 7-7h178c4 0 7 3 7 7v3H24z" />
      <path className="ill-line" d="M42 131v15M198 131v15" />
      <g className="ill-red">
        <path d="M52 121c0-9 5-14 13-14s13 5 13 14z" />
        <path d="M162 121c0-9 5-14 13-14s13 5 13 14z" />
      </g>
      <path className="ill-deep" d="M105 121c0-10 6-15 15-15s15 5 15 15z" />
      <g className="ill-hair">
        <circle cx="65" cy="100" r="7.5" />
        <circle cx="175" cy="100" r="7.5" />
        <circle cx="120" cy="98" r="8" />
      </g>
    </>
  ),
  // A chair and a clock beside a door ajar.
  waiting: (
    <>
      <ellipse className="ill-shade" cx="120" cy="146" rx="104" ry="8" />
      <rect className="ill-brand" x="128" y="22" width="66" height="122" rx="4" />
      <rect className="ill-light" x="134" y="28" width="54" height="116" />
      <path className="ill-deep" d="M188 28l-34 10v112l34-6z" />
      <circle className="ill-gold" cx="160" cy="94" r="2.8" />
      <path className="ill-glow" d="M134 144h20v6h-66c10-3 30-4 46-6z" />
      <circle className="ill-paper" cx="66" cy="46" r="22" />
      <circle className="ill-ring" cx="66" cy="46" r="22" />
      <path className="ill-hand" d="M66 32v14l9 6" />
      <path className="ill-red" d="M40 88c0-3 2-5 5-5h30c3 0 5 2 5 5v24H40z" />
      <path className="ill-wood" d="M36 112h48v8H36z" />
      <path className="ill-line" d="M41 120v25M79 120v25" />
      <path
        className="ill-leaf"
        d="M104 128c-8-4-11-12-9-21 7 3 11 11 9 21zM105 128c0-10 4-18 12-21 2 9-2 18-12 21zM104 129c-1-12 0-22 1-28 3 8 3 18-1 28z"
      />
      <path className="ill-gold" d="M96 128h18l-3 18h-12z" />
    </>
  ),
  // Tea after the meeting.
  ended: (
    <>
      <ellipse className="ill-shade" cx="120" cy="142" rx="104" ry="8" />
      <rect className="ill-wood" x="30" y="122" width="180" height="10" rx="5" />
      <path className="ill-brand" d="M84 80h58v20c0 13-11 22-29 22s-29-9-29-22z" />
      <path className="ill-loop" d="M142 86c11-2 17 3 16 10s-9 12-20 11" />
      <path className="ill-soft" d="M84 80h58v6H84z" />
      <path
        className="ill-steam"
        d="M101 68c-5-6 5-9 0-16s4-9 1-14M114 68c-5-6 5-9 0-16s4-9 1-14M127 68c-5-6 5-9 0-16s4-9 1-14"
      />
      <path className="ill-paper" d="M168 104h34v18h-34z" />
      <path className="ill-thin" d="M174 110h22M174 116h14" />
      <path className="ill-red" d="M168 104h5v18h-5z" />
      <circle className="ill-gold" cx="54" cy="112" r="10" />
      <path className="ill-leaf" d="M54 102c1-6 5-9 11-9-1 6-5 9-11 9z" />
    </>
  ),
  // A plug out of its socket.
  offline: (
    <>
      <ellipse className="ill-shade" cx="120" cy="142" rx="104" ry="8" />
      <rect className="ill-brand" x="34" y="36" width="88" height="62" rx="8" />
      <rect className="ill-paper" x="41" y="43" width="74" height="48" rx="3" />
      <path className="ill-line" d="M78 98v16M58 115h40" />
      <path className="ill-faint" d="M60 66c12-11 24-11 36 0M67 73c8-7 14-7 22 0" />
      <circle className="ill-red" cx="78" cy="80" r="3.5" />
      <path className="ill-cable" d="M98 128h22c12 0 14-14 26-14h4" />
      <rect className="ill-deep" x="148" y="106" width="17" height="16" rx="3" />
      <path className="ill-pin" d="M165 110h7M165 118h7" />
      <path className="ill-cable" d="M222 114h-22" />
      <rect className="ill-gold" x="184" y="105" width="18" height="18" rx="4" />
      <path className="ill-spark" d="M175 96l2-8M182 98l6-6M168 98l-6-6" />
    </>
  ),
  // A calendar page with one day marked.
  calendar: (
    <>
      <ellipse className="ill-shade" cx="120" cy="146" rx="90" ry="7" />
      <rect className="ill-paper" x="66" y="30" width="108" height="108" rx="10" />
      <path className="ill-red" d="M66 54V40c0-6 4-10 10-10h88c6 0 10 4 10 10v14z" />
      <rect className="ill-edge" x="66" y="30" width="108" height="108" rx="10" />
      <path className="ill-line" d="M92 22v16M148 22v16" />
      <g className="ill-soft">
        <rect x="78" y="66" width="15" height="13" rx="3" />
        <rect x="101" y="66" width="15" height="13" rx="3" />
        <rect x="124" y="66" width="15" height="13" rx="3" />
        <rect x="147" y="66" width="15" height="13" rx="3" />
        <rect x="78" y="88" width="15" height="13" rx="3" />
        <rect x="147" y="88" width="15" height="13" rx="3" />
        <rect x="124" y="88" width="15" height="13" rx="3" />
        <rect x="78" y="110" width="15" height="13" rx="3" />
        <rect x="101" y="110" width="15" height="13" rx="3" />
      </g>
      <rect className="ill-gold" x="98" y="85" width="21" height="19" rx="5" />
      <path className="ill-tick" d="M103.5 94.5l3.5 3.5 6.5-7" />
    </>
  ),
  // A closed door.
  closed: (
    <>
      <ellipse className="ill-shade" cx="120" cy="146" rx="90" ry="7" />
      <rect className="ill-wood" x="76" y="16" width="88" height="130" rx="5" />
      <rect className="ill-brand" x="84" y="24" width="72" height="122" rx="2" />
      <rect className="ill-deep" x="92" y="96" width="56" height="40" rx="3" />
      <circle className="ill-gold" cx="147" cy="88" r="3.5" />
      <path className="ill-paper" d="M120 36l-19 7v14c0 12 8 20 19 24 11-4 19-12 19-24V43z" />
      <path className="ill-check" d="M111 58l6 6 12-12" />
      <path
        className="ill-leaf"
        d="M54 122c-8-4-11-12-9-21 7 3 11 11 9 21zM55 122c0-10 4-18 12-21 2 9-2 18-12 21z"
      />
      <path className="ill-red" d="M46 122h18l-3 24H49z" />
    </>
  ),
} satisfies Record<string, ReactNode>

export type IllustrationName = keyof typeof DRAWINGS

export function Drawings({ name }: { name: IllustrationName }) {
  return (
    <svg viewBox="0 0 240 160" aria-hidden="true" focusable="false">
      {DRAWINGS[name]}
    </svg>
  )
}
