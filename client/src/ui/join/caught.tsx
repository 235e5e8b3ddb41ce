import { Component } from 'react'
import type { ReactNode } from 'react'

type Props = { onError: () => void; children: ReactNode }

/**
 * Error boundary: reports a child that fails to load or render instead of leaving an empty page.
 */
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
