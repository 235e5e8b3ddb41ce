import { Component } from 'react'
import type { ReactNode } from 'react'

type Props = { onError: () => void; children: ReactNode }

/** What cannot be fetched or drawn inside would leave an empty page: whoever holds this says so. */
export class Caught extends Component<Props, { failed: boolean }> {
  override readonly state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch() {
    this.props.onError()
  }

  override render() {
    return this.state.failed ? null : this.props.children
  }
}
