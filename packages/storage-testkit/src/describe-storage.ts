import { describe } from 'vitest';
import { agentSuite } from './suites/agents';
import { carriedEventSuite } from './suites/carried-events';
import { conversationListSuite } from './suites/conversation-lists';
import { conversationSuite } from './suites/conversations';
import { engagementCountSuite } from './suites/engagement-counts';
import { engagementModelSuite } from './suites/engagement-model';
import { engagementSuite } from './suites/engagements';
import { deadLetterSuite } from './suites/dead-letters';
import { lifeSuite } from './suites/life';
import { linkSuite, sessionSuite } from './suites/sign-in';
import { pluginSuite } from './suites/plugins';
import { reusedKeySuite } from './suites/reused-keys';
import { ruleModelSuite } from './suites/rule-model';
import { ruleSuite } from './suites/rules';
import { siteSuite } from './suites/sites';
import { teamSuite } from './suites/teams';
import { visitSuite, visitorSuite } from './suites/visits';
import { type StorageSetup } from './under-test';

/**
 * Declares the tests that every storage passes, one suite a store, under the name of the adapter.
 * Each suite has a storage of its own.
 *
 * @example
 * describeStorage('sqlite', {
 *   async create() {
 *     const storage = await openSqliteStorage({ file });
 *     return { storage, second: () => openSqliteStorage({ file }), close: () => storage.close() };
 *   },
 * });
 */
export function describeStorage(name: string, setup: StorageSetup): void {
  describe(`storage: ${name}`, () => {
    lifeSuite(setup);
    siteSuite(setup);
    ruleSuite(setup);
    ruleModelSuite(setup);
    teamSuite(setup);
    agentSuite(setup);
    sessionSuite(setup);
    linkSuite(setup);
    visitorSuite(setup);
    visitSuite(setup);
    engagementSuite(setup);
    engagementModelSuite(setup);
    engagementCountSuite(setup);
    carriedEventSuite(setup);
    conversationSuite(setup);
    conversationListSuite(setup);
    reusedKeySuite(setup);
    pluginSuite(setup);
    deadLetterSuite(setup);
  });
}
