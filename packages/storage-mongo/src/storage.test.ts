import { describeStorage } from '@beckon/storage-testkit';
import { createConnection } from 'mongoose';
import { randomDatabase } from '../../../tooling/mongo';
import { describeMongo } from '../../../tooling/mongo/suites';
import { openMongoStorage } from './storage';

describeMongo('MongoDB', ({ uri }) => {
  describeStorage('mongo', {
    async create() {
      const database = randomDatabase();
      const storage = await openMongoStorage({ uri, database });
      return {
        storage,
        second: () => openMongoStorage({ uri, database }),
        async close() {
          await storage.close();
          const connection = await createConnection(uri, { dbName: database }).asPromise();
          await connection.dropDatabase();
          await connection.close();
        },
      };
    },
  });
});
