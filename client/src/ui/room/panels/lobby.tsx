import { useState } from 'react'
import { LIMITS } from '#protocol/limits.ts'
import type { KnockView } from '#protocol/model.ts'
import { useText } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { Confirm } from '../../widgets/dialog.tsx'
import { useRoom } from '../context.ts'
import { Knock } from './knock.tsx'
import type { LobbyQuestion } from './knock.tsx'
import { Panel } from './panel.tsx'
import { useWindow } from './window.ts'
import { useAdmit } from '../sealing/admit.ts'
import { MessageField, withMessage } from '../dialogs/message.tsx'

type LobbyAsking = { what: LobbyQuestion; knock: KnockView }

/** One decision per person [ADM2]: nothing here admits anyone who was not checked or named. */
export function Lobby({ onClose }: { onClose: () => void }) {
  const t = useText('people')
  const { state } = useRoom()
  const admit = useAdmit()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState<LobbyAsking | null>(null)
  const knocks = state.lobby ?? []
  const { most, end, placeOf } = useWindow(knocks.length)
  const chosen = knocks.filter(({ id }) => ticked.has(id)).slice(0, LIMITS.verdictBatch)
  const tick = (id: string, on: boolean) => {
    const next = new Set(ticked)
    if (on) next.add(id)
    else next.delete(id)
    setTicked(next)
  }
  const admitTicked = async () => {
    const verdict = await admit(chosen.map(({ id }) => id))
    const inside = new Set<string>(verdict?.admitted)
    // Whoever is to be compared, or has to send keys first, stays chosen for the next time.
    setTicked((now) => new Set([...now].filter((id) => !inside.has(id))))
  }
  const foot = knocks.length > 0 && (
    <Button look="primary" isDisabled={chosen.length === 0} onPress={() => void admitTicked()}>
      {t.lobby.admitTicked(chosen.length)}
    </Button>
  )
  return (
    <Panel title={t.lobby.title(knocks.length)} onClose={onClose} foot={foot}>
      {knocks.length === 0 && <p className="soft">{t.lobby.empty}</p>}
      <ul className="list" aria-label={t.lobby.who}>
        {knocks.slice(0, most).map((knock, n) => (
          <Knock
            key={knock.id}
            knock={knock}
            place={placeOf(n)}
            ticked={ticked.has(knock.id)}
            onTick={(on) => tick(knock.id, on)}
            onAsk={(what) => setAsking({ what, knock })}
          />
        ))}
        {end && <li key={most} ref={end} aria-hidden="true" />}
      </ul>
      {asking && <LobbyDialog asking={asking} onClose={() => setAsking(null)} />}
    </Panel>
  )
}

function LobbyDialog({ asking, onClose }: { asking: LobbyAsking; onClose: () => void }) {
  const t = useText('people')
  const { call } = useRoom()
  const admit = useAdmit()
  const [text, setText] = useState('')
  const { id, name } = asking.knock
  const optional = withMessage(text)
  const dialogs = {
    message: {
      title: t.lobby.messageTitle(name),
      submit: t.lobby.messageSend,
      run: () => call.request('lobby.message', { id, text }),
    },
    admit: {
      title: t.lobby.admitTitle(name),
      submit: t.lobby.admit,
      run: async () => {
        // It says itself what came of it, and who is to be compared is asked next.
        const verdict = await admit([id], optional)
        if (verdict?.error) return { ok: false as const, error: verdict.error }
        return { ok: true as const, result: {} }
      },
    },
    refuse: {
      title: t.lobby.refuseTitle(name),
      submit: t.lobby.refuse,
      danger: true,
      run: () => call.request('lobby.refuse', { id, block: false, ...optional }),
    },
    block: {
      title: t.lobby.refuseBlockTitle(name),
      body: t.lobby.refuseBlockBody,
      submit: t.lobby.refuseBlock,
      danger: true,
      run: () => call.request('lobby.refuse', { id, block: true, ...optional }),
    },
  }
  return (
    <Confirm {...dialogs[asking.what]} onClose={onClose}>
      <MessageField
        label={asking.what === 'message' ? t.lobby.messageLabel : undefined}
        value={text}
        onChange={setText}
      />
    </Confirm>
  )
}
