// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { openStore } from '../runtime/store';
import { testWorld } from '../testing/world';
import { createStage } from './stage';

describe('the stage', () => {
  it('is taken by one tab at a time, and free again when that leaves', async () => {
    const { world } = testWorld();
    const [one, two] = [1, 2].map(() => createStage(world, openStore('s:', world.local)));
    expect(await one?.take()).toBe(true);
    expect(await two?.take()).toBe(false);
    expect(await one?.take()).toBe(true);
    one?.leave();
    expect(await two?.take()).toBe(true);
  });

  it('stays with a tab that lives, and is lost by one that crashed', async () => {
    const { world, pass } = testWorld();
    const [one, two] = [1, 2].map(() => createStage(world, openStore('s:', world.local)));
    await one?.take();
    pass(600_000);
    expect(two?.wait()).toBeGreaterThan(0);
    const crashed = testWorld({ local: world.local() });
    await createStage(crashed.world, openStore('c:', world.local)).take();
    const next = createStage(world, openStore('c:', world.local));
    pass(next.wait());
    expect(await next.take()).toBe(true);
  });

  it('goes to the messenger that is opened, and an earlier holder leaving does not free it', async () => {
    const { world } = testWorld();
    const [popup, messenger, third] = [1, 2, 3].map(() => createStage(world, openStore('s:', world.local)));
    await popup?.take();
    messenger?.occupy();
    popup?.leave();
    expect(await third?.take()).toBe(false);
  });
});
