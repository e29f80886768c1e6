import { type RuleWire } from '@beckon/protocol';
import { describe, expect, test } from 'vitest';
import { badInputFixture, problemIn, unknownId } from '../../testing/bad-input-fixture';

const on = badInputFixture();

describe('rules', () => {
  const cases: [string, () => unknown, string, string][] = [
    ['a title that is a number', () => ({ ...on.good, title: 7 }), 'invalidRequest', '/title'],
    ['no title', () => ({ ...on.good, title: undefined }), 'invalidRequest', '/title'],
    ['a title of line breaks', () => ({ ...on.good, title: 'a\nb' }), 'invalidRequest', '/title'],
    ['a title that is too long', () => ({ ...on.good, title: 'x'.repeat(121) }), 'invalidRequest', '/title'],
    [
      'a message of NUL',
      () => ({ ...on.good, then: { ...on.good.then, message: 'a\u0000b' } }),
      'invalidRequest',
      '/then/message',
    ],
    ['a field that does not exist', () => ({ ...on.good, titel: 'x' }), 'invalidRequest', '/titel'],
    ['a list for a condition', () => ({ ...on.good, when: [] }), 'invalidRequest', '/when'],
    [
      'a sender of two kinds',
      () => ({
        ...on.good,
        then: { ...on.good.then, from: { team: on.server.team.id, agent: on.admin.agentId } },
      }),
      'invalidRequest',
      '/then/from',
    ],
    [
      'an unknown criterion',
      () => ({ ...on.good, when: { criterion: 'mood', operator: 'is', value: 'x' } }),
      'invalidRule',
      '/when/criterion',
    ],
    [
      'an unknown criterion, nested',
      () => ({
        ...on.good,
        when: { all: [on.good.when, { not: { criterion: 'mood', operator: 'is', value: 'x' } }] },
      }),
      'invalidRule',
      '/when/all/1/not/criterion',
    ],
    [
      'an unknown operator',
      () => ({ ...on.good, when: { criterion: 'pageUrl', operator: 'resembles', value: 'x' } }),
      'invalidRule',
      '/when/operator',
    ],
    [
      'an operator of another type',
      () => ({ ...on.good, when: { criterion: 'timeOnPage', operator: 'contains', value: 'x' } }),
      'invalidRule',
      '/when/operator',
    ],
    [
      'a value of the wrong type',
      () => ({ ...on.good, when: { criterion: 'timeOnPage', operator: 'greaterThan', value: '15' } }),
      'invalidRule',
      '/when/value',
    ],
    [
      'no value',
      () => ({ ...on.good, when: { criterion: 'timeOnPage', operator: 'greaterThan' } }),
      'invalidRule',
      '/when/value',
    ],
    [
      'a country that cannot be',
      () => ({ ...on.good, when: { criterion: 'country', operator: 'is', value: 'Utopia' } }),
      'invalidRule',
      '/when/value',
    ],
    [
      'a regular expression that is none',
      () => ({ ...on.good, when: { criterion: 'pageTitle', operator: 'matches', value: '(' } }),
      'invalidRule',
      '/when/value',
    ],
    [
      'an unknown team',
      () => ({ ...on.good, then: { ...on.good.then, from: { team: unknownId } } }),
      'invalidReference',
      '/then/from',
    ],
    [
      'an unknown agent',
      () => ({ ...on.good, then: { ...on.good.then, from: { agent: unknownId } } }),
      'invalidReference',
      '/then/from',
    ],
    ['a prototype key', () => `{"title":"x","__proto__":{"isAdmin":true}}`, 'invalidRequest', '/__proto__'],
    [
      'a prototype key in the conditions',
      () => JSON.stringify(on.good).replace('"criterion"', '"__proto__":{"all":[]},"criterion"'),
      'invalidRequest',
      '/when/__proto__',
    ],
    [
      'a condition on a method of all objects',
      () => ({ ...on.good, when: { criterion: 'constructor', operator: 'toString', value: 'x' } }),
      'invalidRule',
      '/when/criterion',
    ],
    [
      '10,000 levels of nesting',
      () => `{"title":"x","when":${'{"not":'.repeat(10_000)}1${'}'.repeat(10_000)}}`,
      'invalidRequest',
      '/when/not',
    ],
    ['10,000 nested lists', () => `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'invalidRequest', '/0/0'],
    [
      '20 levels of nesting',
      () => ({
        ...on.good,
        when: JSON.parse(
          `${'{"not":'.repeat(20)}${JSON.stringify(on.good.when)}${'}'.repeat(20)}`,
        ) as unknown,
      }),
      'invalidRule',
      '/when/not',
    ],
    [
      '5,000 conditions',
      () => ({ ...on.good, when: { any: Array.from({ length: 5000 }, () => on.good.when) } }),
      'invalidRule',
      '/when',
    ],
  ];
  test.each(cases)('%s', async (_name, body, code, path) => {
    const before = await on.stored();
    const answered = await on.admin.send({
      method: 'POST',
      path: on.rulesPath,
      headers: { 'content-type': 'application/json' },
      body: body(),
    });
    expect(problemIn(answered).code, answered.text).toBe(code);
    expect(
      problemIn(answered)
        .issues?.map((issue) => issue.path)
        .join(' '),
      answered.text,
    ).toContain(path);
    await on.nothingHappened(before);
  });

  test('a revision that has moved on: stale, with the rule as it is', async () => {
    const rule = (await on.admin.send({ method: 'POST', path: on.rulesPath, body: on.good }))
      .body as RuleWire;
    const path = `/v1/admin/rules/${rule.id}`;
    const newer = (
      await on.admin.send({
        method: 'PUT',
        path,
        body: { ...on.good, enabled: true, title: 'Newer', revision: rule.revision },
      })
    ).body as RuleWire;
    on.server.log.splice(0);
    const before = await on.stored();
    for (const sent of [
      { method: 'PUT', path, body: { ...on.good, enabled: true, revision: rule.revision } },
      { method: 'PATCH', path: `${path}/enabled`, body: { enabled: false, revision: rule.revision } },
      { method: 'DELETE', path: `${path}?revision=${rule.revision}` },
    ]) {
      const answered = await on.admin.send(sent);
      expect(answered.status).toBe(409);
      expect(problemIn(answered)).toMatchObject({ code: 'stale', current: newer });
    }
    expect(on.server.log).toHaveLength(3);
    expect(await on.stored()).toBe(before);
    await on.admin.send({ method: 'DELETE', path: `${path}?revision=${newer.revision}` });
  });

  test('an order that is not exactly the rules, and one of an old list', async () => {
    const list = (await on.admin.send({ path: on.rulesPath })).body as { revision: number };
    const wrong = await on.admin.send({
      method: 'PUT',
      path: `${on.rulesPath}/order`,
      body: { ids: [unknownId], revision: list.revision },
    });
    expect(problemIn(wrong)).toMatchObject({ code: 'invalidRequest', issues: [{ path: '/ids' }] });
    const old = await on.admin.send({
      method: 'PUT',
      path: `${on.rulesPath}/order`,
      body: { ids: [], revision: list.revision - 1 },
    });
    expect(problemIn(old)).toMatchObject({ code: 'stale' });
    const huge = await on.admin.send({
      method: 'PUT',
      path: `${on.rulesPath}/order`,
      body: { ids: Array.from({ length: 20_001 }, () => unknownId), revision: 1 },
    });
    expect(problemIn(huge)).toMatchObject({ code: 'invalidRequest', issues: [{ path: '/ids' }] });
  });

  test.each([
    'revision=-1',
    'revision=x',
    'revision=1&revision=2',
    '',
    'revision=1&x=1',
    'revision[a]=1',
    'revision=%00',
    'revision=99999999999999999999',
  ])('DELETE with the query "%s" names it', async (query) => {
    const answered = await on.admin.send({ method: 'DELETE', path: `/v1/admin/rules/${unknownId}?${query}` });
    expect(problemIn(answered)).toMatchObject({ code: 'invalidRequest' });
    expect(problemIn(answered).issues?.[0]?.path).toMatch(/^query\//);
  });

  test.each(['x', '01j9zzzzzzzzzzzzzzzzzzzzzz', '..%2f..%2fetc', '%00', '1'.repeat(5000)])(
    'the id %s is nothing’s',
    async (id) => {
      expect(problemIn(await on.admin.send({ path: `/v1/admin/rules/${id}` })).code).toBe('notFound');
    },
  );
});
