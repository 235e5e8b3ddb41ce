import { useState } from 'react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import type { Answer, Failure } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { FailureAlert } from './alert.tsx'
import { Button } from './button.tsx'

type DialogProps = { title: string; onClose: () => void; children: ReactNode; alert?: boolean }

/** Traps focus, restores it on closing, and closes on Escape. */
export function Dialog({ title, onClose, children, alert = false }: DialogProps) {
  return (
    <ModalOverlay
      isOpen
      isDismissable={!alert}
      className="scrim"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className="dialog-box">
        <AriaDialog className="dialog" role={alert ? 'alertdialog' : 'dialog'}>
          <Heading slot="title">{title}</Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

type ConfirmProps<T> = {
  title: string
  body?: string
  submit: string
  danger?: boolean
  /** Disables submit while there is nothing to do. */
  isDisabled?: boolean
  children?: ReactNode
  run: () => Promise<Answer<T>>
  /** Called instead of `onClose` on success. */
  onDone?: (result: T) => void
  onClose: () => void
}

/** Confirms an action that cannot be undone. On failure it stays open and shows the reason. */
export function Confirm<T>(props: ConfirmProps<T>) {
  const { title, body, submit, danger, isDisabled, children, run, onDone, onClose } = props
  const t = useText()
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const go = async () => {
    setPending(true)
    setFailure(null)
    const answer = await run()
    setPending(false)
    if (!answer.ok) setFailure(answer.error)
    else if (onDone) onDone(answer.result)
    else onClose()
  }
  return (
    <Dialog title={title} onClose={onClose} alert>
      {body && <p>{body}</p>}
      {children}
      <FailureAlert failure={failure} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button
          look={danger ? 'danger' : 'primary'}
          isDisabled={pending || isDisabled === true}
          onPress={() => void go()}
        >
          {submit}
        </Button>
      </div>
    </Dialog>
  )
}
