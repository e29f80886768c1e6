import { definePlugin } from '@beckon/plugin';

/** A plugin module as it should not be. */
function explode(): never {
  throw new Error('it throws at import');
}

export default definePlugin({ name: explode(), apiVersion: 1 });
