/** What mediasoup-client uses of Node's EventEmitter; takes its place in the bundle. */
exports.EventEmitter = class {
  all = new Map()
  setMaxListeners() {}
  listeners(name) {
    return this.all.get(name) ?? []
  }
  listenerCount(name) {
    return this.listeners(name).length
  }
  on(name, listener) {
    this.all.set(name, [...this.listeners(name), listener])
  }
  once(name, listener) {
    const once = (...args) => {
      this.off(name, once)
      listener(...args)
    }
    once.listener = listener
    this.on(name, once)
  }
  off(name, listener) {
    const stays = (one) => one !== listener && one.listener !== listener
    this.all.set(name, this.listeners(name).filter(stays))
  }
  removeAllListeners(name) {
    if (name === undefined) this.all.clear()
    else this.all.delete(name)
  }
  emit(name, ...args) {
    const listeners = this.listeners(name)
    for (const listener of listeners) listener.apply(this, args)
    return listeners.length > 0
  }
}
