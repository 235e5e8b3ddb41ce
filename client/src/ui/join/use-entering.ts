import { useRef, useState, useSyncExternalStore } from 'react'
import type { FormEvent } from 'react'
import type { Me } from '#protocol/http.ts'
import { LIMITS } from '#protocol/limits.ts'
import { api } from '../../http/api.ts'
import type { Failure } from '../../http/api.ts'
import { useCountdown } from '../widgets/alert.tsx'
import { charactersOf } from '../widgets/characters.ts'
import { dropInvite, endOf, isLinkCut, watchEnds } from '../../secrets/tab.ts'
import { parseInvite } from './invite.ts'
import type { Invite } from './invite.ts'
import { loadName, loadPosition, saveName, savePosition } from './stored.ts'

/**
 * The personal invitation in this tab's link, and what is missing from the link: part of the
 * invitation (`broken`), or of the keys after it (`cut`).
 */
export function useInvite(id: string) {
  const invite = parseInvite(useSyncExternalStore(watchEnds, () => endOf(id)) ?? '')
  const broken = invite === 'broken'
  return {
    invite: broken ? null : invite,
    broken,
    cut: !broken && isLinkCut(id),
    drop: () => dropInvite(id),
  }
}

export type Entry = {
  id: string
  me: Me | null
  /**
   * Whether the code of a call is here. Asked first: once the server has let somebody knock, the
   * host sees them waiting.
   */
  ready: () => Promise<boolean>
  onEntered: () => Promise<void>
}

/**
 * Form state and request for entering a meeting. People with an account are not asked for the
 * password at first: the meeting's host does not need it, and only the server knows who that is.
 */
export function useEntering(
  { id, me, ready, onEntered }: Entry,
  invite: Invite | null,
  passwordAtOnce: boolean,
) {
  const [name, setName] = useState(loadName)
  const [position, setPosition] = useState(loadPosition)
  const passwordField = useRef<HTMLInputElement>(null)
  const [password, setPassword] = useState('')
  const [askPassword, setAskPassword] = useState(passwordAtOnce)
  const [checked, setChecked] = useState(false)
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const blocked = useCountdown(failure) > 0 || pending
  const ownName = me === null && invite === null
  const noName = ownName && name.trim() === ''
  const noPassword = askPassword && password === ''
  const tooLong =
    ownName && (charactersOf(name) > LIMITS.name || charactersOf(position) > LIMITS.position)

  const enter = async (move = false) => {
    setPending(true)
    setFailure(null)
    if (await ready()) await ask(move)
    setPending(false)
  }
  const ask = async (move: boolean) => {
    const answer = await api.enter(id, {
      ...(ownName ? { name } : {}),
      ...(ownName && position.trim() !== '' ? { position } : {}),
      ...(invite ? { invite: invite.token } : {}),
      ...(askPassword ? { password } : {}),
      ...(move ? { move } : {}),
    })
    if (answer.ok) {
      if (ownName) {
        saveName(name)
        savePosition(position.trim())
      }
      await onEntered()
    } else if (!askPassword && meansPassword(answer.error)) setAskPassword(true)
    else {
      setFailure(answer.error)
      // Kept, because most wrong passwords have one wrong letter; selected, for those who start over.
      if (answer.error.code === 'wrong_password') {
        passwordField.current?.focus()
        passwordField.current?.select()
      }
    }
  }
  return {
    name,
    setName,
    position,
    setPosition,
    ownName,
    passwordField,
    password,
    setPassword,
    askPassword,
    missing: { name: checked && noName, password: checked && noPassword && !failure },
    failure,
    pending,
    /** Ends this account's presence elsewhere. */
    move: () => void enter(true),
    dropFailure: () => setFailure(null),
    blocked,
    submit: (event: FormEvent) => {
      event.preventDefault()
      setChecked(true)
      if (!noName && !noPassword && !tooLong && !blocked) void enter()
    },
  }
}

/** Refusals that make an account enter the password: it is not a host of this meeting. */
const meansPassword = ({ code }: Failure) => code === 'wrong_password' || code === 'invalid_input'
