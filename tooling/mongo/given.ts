import { type MongoSource } from './started-mongo';

/** A server that is there already. */
export const given: MongoSource = {
  kind: 'given',
  label: 'BECKON_TEST_MONGODB_URI',
  async start(tell) {
    const uri = process.env['BECKON_TEST_MONGODB_URI'];
    if (uri) return { uri, stop: async () => undefined };
    tell('not set');
    return null;
  },
};
