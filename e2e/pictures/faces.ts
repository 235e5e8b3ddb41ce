/** Drawn people, filmed for Chromium's fake camera. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

type Face = { wall: string; coat: string; hair: string; skin: string; long: boolean }

export const FACES: Record<string, Face> = {
  'Trần Chủ Tọa': {
    wall: '#c9d6df',
    coat: '#24364b',
    hair: '#20201f',
    skin: '#e3b38f',
    long: false,
  },
  'Lê Thị Bình': { wall: '#e6ddd0', coat: '#7b2d3a', hair: '#2b201b', skin: '#eec3a0', long: true },
  'Phạm Văn Chi': {
    wall: '#d5dfd3',
    coat: '#3b5445',
    hair: '#3a3634',
    skin: '#d9a680',
    long: false,
  },
}

const FRAMES = 12

function draw(face: Face, frame: number): string {
  const sway = Math.sin((frame / FRAMES) * 2 * Math.PI) * 4
  const hair = face.long
    ? `<path d="M520 330q0-160 120-160t120 160v150q-20 40-60 20V330H580v170q-40 20-60-20z" fill="${face.hair}"/>`
    : `<path d="M535 320q-5-140 105-140t105 140l-20-40q-85-50-170 0z" fill="${face.hair}"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720">
    <rect width="1280" height="720" fill="${face.wall}"/>
    <rect x="900" y="90" width="240" height="300" fill="#fff" opacity=".35"/>
    <g transform="translate(${sway} 0)">
      ${face.long ? hair : ''}
      <path d="M340 720q20-190 190-215h220q170 25 190 215z" fill="${face.coat}"/>
      <path d="M600 440h80v80q-40 40-80 0z" fill="${face.skin}"/>
      <path d="M585 512l55 60 55-60 25 12-50 110h-60l-50-110z" fill="#f7f7f5"/>
      <ellipse cx="640" cy="340" rx="92" ry="118" fill="${face.skin}"/>
      ${face.long ? `<path d="M545 330q10-130 95-130t95 130q-30-60-95-70-65 10-95 70z" fill="${face.hair}"/>` : hair}
      <circle cx="606" cy="335" r="8" fill="#222"/><circle cx="674" cy="335" r="8" fill="#222"/>
      <path d="M608 398q32 22 64 0" stroke="#8a4b3c" stroke-width="6" fill="none" stroke-linecap="round"/>
    </g></svg>`
}

/** Writes an MJPEG file, which `--use-file-for-fake-video-capture` plays; returns its path. */
export async function film(page: Page, face: Face, folder: string, name: string): Promise<string> {
  const pictures: Buffer[] = []
  for (let frame = 0; frame < FRAMES; frame++) {
    await page.setContent(`<body style="margin:0">${draw(face, frame)}</body>`)
    pictures.push(await page.screenshot({ type: 'jpeg', quality: 90 }))
  }
  const file = join(folder, `${name}.mjpeg`)
  await writeFile(file, Buffer.concat(pictures))
  return file
}
