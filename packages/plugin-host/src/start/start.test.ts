import { defineCriterion, defineFactProvider, definePlugin, type Plugin } from '@beckon/plugin';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createPluginHost } from '../index';
import { createMemoryLog, standard } from '../testing/host-fixtures';

const number = (id: string) => defineCriterion({ id, label: id, fact: id, type: 'number' });

describe('start', () => {
  const issuesOf = async (...plugins: Plugin[]) => {
    const result = await createPluginHost({
      plugins: plugins.map((plugin) => ({ plugin })),
      standard,
      log: createMemoryLog(),
    });
    return result.ok ? [] : result.issues.map(({ plugin, code, message }) => ({ plugin, code, message }));
  };
  const provides = (...facts: string[]) => defineFactProvider({ provides: facts, resolve: () => ({}) });

  it('names a criterion on a fact that nobody provides, unless a browser module or the page does', async () => {
    expect(await issuesOf({ name: 'weather', apiVersion: 1, criteria: [number('weather/t')] })).toEqual([
      {
        plugin: 'weather',
        code: 'unknownFact',
        message:
          'The criterion "weather/t" of the plugin "weather" reads the fact "weather/t", which nobody provides: add it to the "provides" of a fact provider or to the facts of the browser module.',
      },
    ]);
    const inBrowser = { ...number('screen/width'), knownBy: 'browser' as const };
    const browser = { module: new URL('file:///browser.js'), facts: ['screen/width'] };
    expect(await issuesOf({ name: 'screen', apiVersion: 1, criteria: [inBrowser], browser })).toEqual([]);
    expect(
      await issuesOf({ name: 'screen', apiVersion: 1, criteria: [number('screen/width')], browser }),
    ).toMatchObject([{ code: 'unknownFact' }]);
    expect(
      await issuesOf({
        name: 'cart',
        apiVersion: 1,
        criteria: [{ ...number('cart/value'), fact: 'page/cartValue', knownBy: 'browser', changes: 'free' }],
      }),
    ).toEqual([]);
    expect(
      await issuesOf({
        name: 'cart',
        apiVersion: 1,
        facts: [
          defineFactProvider({ provides: ['cart/dear'], needs: ['page/cartValue'], resolve: () => ({}) }),
        ],
      }),
    ).toEqual([]);
    expect(
      await issuesOf({
        name: 'cart',
        apiVersion: 1,
        facts: [{ provides: ['x'], needs: ['nope'], resolve: () => ({}) }],
      }),
    ).toMatchObject([{ code: 'unknownFact' }]);
  });

  it('leaves to the sites what their pages push', async () => {
    expect(
      await issuesOf({
        name: 'page',
        apiVersion: 1,
        criteria: [number('page/plan')],
        facts: [provides('page/plan')],
      }),
    ).toEqual([
      {
        plugin: 'page',
        code: 'badDeclaration',
        message:
          'The plugin "page" declares the criterion "page/plan": names that begin with "page/" belong to what pages push. Choose another name.',
      },
      {
        plugin: 'page',
        code: 'duplicateFact',
        message:
          'The plugin "page" provides the fact "page/plan", which a site (pushed by its pages) provides already: rename it, or remove one of the two.',
      },
      {
        plugin: 'page',
        code: 'badDeclaration',
        message:
          'The criterion "page/plan" of the plugin "page" reads a fact that pages push: say knownBy: \'browser\' and changes: \'free\'.',
      },
    ]);
  });

  it('names what is declared twice, and by whom', async () => {
    const a: Plugin = { name: 'a', apiVersion: 1, criteria: [number('x')], facts: [provides('x')] };
    const b: Plugin = { name: 'b', apiVersion: 1, criteria: [number('x')], facts: [provides('x')] };
    expect(await issuesOf(a, b)).toEqual([
      {
        plugin: 'b',
        code: 'duplicateCriterion',
        message:
          'The plugin "b" declares the criterion "x", which the plugin "a" has declared already: rename it "b/x", or remove one of the plugins.',
      },
      {
        plugin: 'b',
        code: 'duplicateFact',
        message:
          'The plugin "b" provides the fact "x", which the plugin "a" provides already: rename it, or remove one of the two.',
      },
    ]);
    expect(await issuesOf(a, a)).toMatchObject([
      { code: 'duplicatePlugin' },
      { code: 'duplicateCriterion' },
      { code: 'duplicateFact' },
    ]);
    expect(
      await issuesOf({
        name: 'thief',
        apiVersion: 1,
        criteria: [{ ...number('pageUrl'), fact: 'country', changes: 'final' }],
        facts: [provides('country')],
      }),
    ).toMatchObject([{ code: 'duplicateCriterion' }, { code: 'duplicateFact' }]);
  });

  it('names a criterion that does not agree with another one on how a fact changes', async () => {
    expect(
      await issuesOf({
        name: 'urls',
        apiVersion: 1,
        criteria: [
          { ...number('urls/host'), type: 'text', fact: 'pageUrl', knownBy: 'browser', changes: 'final' },
        ],
      }),
    ).toMatchObject([
      { plugin: 'urls', code: 'badDeclaration', message: expect.stringContaining('"pageUrl"') },
    ]);
    expect(
      await issuesOf({
        name: 'urls',
        apiVersion: 1,
        criteria: [
          { ...number('urls/host'), type: 'text', fact: 'pageUrl', knownBy: 'browser', changes: 'free' },
        ],
      }),
    ).toEqual([]);
  });

  it('names needs that go in a circle', async () => {
    const circle = (name: string, need: string) =>
      defineFactProvider({ provides: [name], needs: [need], resolve: () => ({}) });
    expect(
      await issuesOf({
        name: 'ring',
        apiVersion: 1,
        facts: [circle('a', 'b'), circle('b', 'c'), circle('c', 'a')],
      }),
    ).toMatchObject([
      { plugin: 'ring', code: 'factCycle', message: expect.stringContaining('a → b → c → a') },
    ]);
  });

  it('says all that is wrong at once, and what setup refuses', async () => {
    expect(
      await issuesOf({ name: 'Bad Name', apiVersion: 1 }, { name: 'b', apiVersion: 2 as 1 }),
    ).toMatchObject([{ code: 'badName' }, { code: 'wrongApiVersion' }]);
    const options = z.object({ apiKey: z.string() });
    expect(
      await issuesOf(
        definePlugin({ name: 'a', apiVersion: 1, options }),
        definePlugin({
          name: 'b',
          apiVersion: 1,
          setup: () => ({ ok: false, error: 'The file "x.mmdb" is broken: download it again.' }),
        }),
        definePlugin({
          name: 'c',
          apiVersion: 1,
          setup: () => {
            throw new Error('boo');
          },
        }),
        definePlugin({ name: 'd', apiVersion: 1, setup: () => ({ facts: [{ provides: [] }] }) as never }),
      ),
    ).toMatchObject([
      { plugin: 'a', code: 'badOptions' },
      {
        plugin: 'b',
        code: 'setupFailed',
        message: 'The plugin "b" could not be set up: The file "x.mmdb" is broken: download it again.',
      },
      { plugin: 'c', code: 'setupFailed' },
      { plugin: 'd', code: 'badDeclaration' },
      { plugin: 'd', code: 'badDeclaration' },
    ]);
  });

  it('stops what it had set up when another one fails', async () => {
    let stopped = 0;
    const fine = definePlugin({
      name: 'fine',
      apiVersion: 1,
      setup: () => ({ stop: () => void (stopped += 1) }),
    });
    expect(
      await issuesOf(
        fine,
        definePlugin({
          name: 'bad',
          apiVersion: 1,
          setup: () => {
            throw new Error('boo');
          },
        }),
      ),
    ).toHaveLength(1);
    expect(stopped).toBe(1);
  });
});
