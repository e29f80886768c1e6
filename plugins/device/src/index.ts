/**
 * Criteria on the visitor's device: kind, browser, system, viewport, touch, reduced data.
 *
 * @module
 */
import { defineCriterion, defineFactProvider, definePlugin } from '@beckon/plugin';
import { deviceHeaders, readUserAgent } from './read-user-agent';

const choice = (value: string, label: string) => ({ value, label });

/**
 * Device criteria. Kind, browser and system are settled on the server from the request's headers; what only the browser
 * knows comes from a module of a few hundred bytes, loaded where an open condition needs it.
 *
 * @example
 * defineConfig({ plugins: [device] });
 * // then: { criterion: 'device/kind', operator: 'is', value: 'phone' }
 */
export const device = definePlugin({
  name: 'device',
  apiVersion: 1,
  label: 'Devices',
  description:
    "Criteria on the visitor's device: kind, browser, operating system, size of the window, touch, saving of data.",
  criteria: [
    defineCriterion({
      id: 'device/kind',
      label: 'Device',
      help: 'From the headers of the request.',
      fact: 'device/kind',
      type: 'choice',
      knownBy: 'server',
      changes: 'final',
      options: [
        choice('phone', 'Phone'),
        choice('tablet', 'Tablet'),
        choice('desktop', 'Computer'),
        choice('bot', 'Bot'),
      ],
    }),
    defineCriterion({
      id: 'device/browser',
      label: 'Browser',
      fact: 'device/browser',
      type: 'choice',
      knownBy: 'server',
      changes: 'final',
      options: [
        choice('chrome', 'Chrome'),
        choice('edge', 'Edge'),
        choice('firefox', 'Firefox'),
        choice('safari', 'Safari'),
        choice('opera', 'Opera'),
        choice('samsung', 'Samsung Internet'),
        choice('other', 'Another one'),
      ],
    }),
    defineCriterion({
      id: 'device/system',
      label: 'Operating system',
      fact: 'device/system',
      type: 'choice',
      knownBy: 'server',
      changes: 'final',
      options: [
        choice('windows', 'Windows'),
        choice('macos', 'macOS'),
        choice('linux', 'Linux'),
        choice('android', 'Android'),
        choice('ios', 'iOS and iPadOS'),
        choice('chromeos', 'ChromeOS'),
        choice('other', 'Another one'),
      ],
    }),
    defineCriterion({
      id: 'device/viewportWidth',
      label: 'Width of the window',
      unit: 'px',
      fact: 'device/viewportWidth',
      type: 'number',
      knownBy: 'browser',
      changes: 'free',
    }),
    defineCriterion({
      id: 'device/viewportHeight',
      label: 'Height of the window',
      unit: 'px',
      fact: 'device/viewportHeight',
      type: 'number',
      knownBy: 'browser',
      changes: 'free',
    }),
    defineCriterion({
      id: 'device/touch',
      label: 'Has a touch screen',
      fact: 'device/touch',
      type: 'boolean',
      knownBy: 'browser',
      changes: 'free',
    }),
    defineCriterion({
      id: 'device/reducedData',
      label: 'Is asked to save data',
      help: 'The visitor has told the browser to use less data.',
      fact: 'device/reducedData',
      type: 'boolean',
      knownBy: 'browser',
      changes: 'free',
    }),
  ],
  facts: [
    defineFactProvider({
      provides: ['device/kind', 'device/browser', 'device/system'],
      reads: { headers: deviceHeaders },
      cache: 0,
      resolve(_, { headers }) {
        const { kind, browser, system } = readUserAgent(headers);
        return { 'device/kind': kind, 'device/browser': browser, 'device/system': system };
      },
    }),
  ],
  browser: {
    module: new URL('./browser.js', import.meta.url),
    facts: ['device/viewportWidth', 'device/viewportHeight', 'device/touch', 'device/reducedData'],
  },
});

export default device;
