/**
 * For the tests of plugins: the conformance kit, a fake host, a fake fetch and a clock.
 *
 * @module
 * @example
 * import { testPlugin } from '@beckon/plugin/testing';
 * import plugin from './index';
 * testPlugin(plugin);
 */
export { createFakeFetch, type FakeFetch, type FakeRoute, hangingFetch } from './testing/fake-fetch';
export { createFakeHost, type FakeHost, type FakeHostSettings, type FakeRequest } from './testing/fake-host';
export { BROWSER_BUDGET, measureBrowserModule } from './testing/measure-browser-module';
export { createTestClock, settle, type TestClock } from './testing/test-clock';
export { testPlugin, type TestPluginSettings } from './testing/test-plugin';
