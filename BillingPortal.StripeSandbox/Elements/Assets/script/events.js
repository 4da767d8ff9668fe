// Handlers by event name, for elements and for their group.

class Listeners {
  constructor() {
    this.handlers = new Map();
  }

  add(name, handler, once = false) {
    if (typeof handler !== "function") {
      refuse(`Invalid value for on(): a function is expected as handler of "${name}".`);
    }
    this.handlers.set(name, [...this.handlers.get(name) ?? [], { handler, once }]);
  }

  remove(name, handler) {
    this.handlers.set(name, handler === undefined ? [] : (this.handlers.get(name) ?? []).filter(entry => entry.handler !== handler));
  }

  has(name) {
    return (this.handlers.get(name) ?? []).length > 0;
  }

  emit(name, detail) {
    for (const entry of this.handlers.get(name) ?? []) {
      if (entry.once) {
        this.remove(name, entry.handler);
      }
      entry.handler(detail);
    }
  }
}
