import { randomUUID } from 'node:crypto';
import { startMongo } from '@beckon/tooling/mongo';
