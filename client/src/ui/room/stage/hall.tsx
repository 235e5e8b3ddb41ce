import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useText, useTime } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { useServerNow } from '../../use-server-now.ts'
import { HallVote } from '../../votes/lazy.tsx'
import { PageTitle } from '../../widgets/title.tsx'
import { useEscape } from '../../widgets/use-escape.ts'
import { useRoom } from '../context.ts'
import { LockSign } from '../sealing/lock.tsx'
import { enterFullScreen, leaveFullScreen, useFullScreen } from './full-screen.ts'
import { Podium, ShownQuestion } from './podium.tsx'
import { Stage } from './stage.tsx'
import { useView } from './view.ts'
import './hall.css'

/** How long the exit button stays visible after pointer movement. */
const SHOWN_MS = 3000

/**
 * Hall display for a projector: title, lock, clock, and faces with large names, without controls. Escape
 * exits; moving the pointer or touching the screen reveals a button that does the same.
 */
export function Hall() {
  const t = useText('room')
  const { meeting, votes } = useRoom().state
  const { change } = useView()
  const leave = () => {
    leaveFullScreen()
    change({ hall: false })
  }
  useEscape(leave)
  useLeftFullScreen(leave)
  const active = useRecentActivity()
  useEffect(() => enterFullScreen(), [])
  return (
    <div className="hall">
      <header className="hall-top">
        <PageTitle oneLine>{meeting.title}</PageTitle>
        <LockSign />
        <Clock />
      </header>
      <main className="hall-main">
        <Stage />
      </main>
      <footer className="hall-foot" aria-live="polite">
        <ShownQuestion />
        <Podium />
      </footer>
      {votes.length > 0 && <HallVote />}
      <div className="hall-leave" data-shown={active || undefined}>
        <Button icon="close" onPress={leave}>
          {t.view.leaveHall}
        </Button>
      </div>
    </div>
  )
}

function Clock() {
  const { time } = useTime()
  return <time className="hall-clock">{time(useServerNow(1000))}</time>
}

/** In full screen, browsers handle Escape themselves and only report that full screen ended. */
function useLeftFullScreen(onLeft: () => void) {
  const run = useEffectEvent(onLeft)
  const full = useFullScreen()
  const was = useRef(full)
  useEffect(() => {
    if (was.current === 'on' && full === 'off') run()
    was.current = full
  }, [full])
}

function useRecentActivity(): boolean {
  const [active, setStirred] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stir = () => {
      setStirred(true)
      clearTimeout(timer)
      timer = setTimeout(() => setStirred(false), SHOWN_MS)
    }
    const names = ['pointermove', 'pointerdown'] as const
    for (const name of names) document.addEventListener(name, stir)
    return () => {
      clearTimeout(timer)
      for (const name of names) document.removeEventListener(name, stir)
    }
  }, [])
  return active
}
