// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { openStore } from '../runtime/store';
import { memoryLocks, memoryStorage, settle, testWorld } from '../testing/world';
import { createStage, type Stage } from './stage';

function tabs() {
  const locks = memoryLocks();
  return [1, 2, 3].map(() => {
    const { world, end } = testWorld({ locks });
    return { stage: createStage(world, openStore('s:', world.local)), end };
  }) as [Tab, Tab, Tab];
}
type Tab = { stage: ReturnType<typeof createStage>; end: () => void };

describe('the stage', () => {
  it('is taken by one tab at a time, and free again when that leaves', async () => {
    const [one, two] = tabs();
    expect(await Promise.all([one.stage.take(), two.stage.take()])).toEqual([true, false]);
    one.stage.leave();
    await settle();
    expect(await two.stage.take()).toBe(true);
  });

  it('is lost by a tab in which Beckon stops, or which goes away', async () => {
    const [one, two, three] = tabs();
    await one.stage.take();
    one.end();
    await settle();
    expect(await two.stage.take()).toBe(true);
    window.dispatchEvent(new Event('pagehide'));
    await settle();
    expect(await three.stage.take()).toBe(true);
  });

  it('goes to the messenger that is opened, and an earlier holder leaving does not free it', async () => {
    const [popup, messenger, third] = tabs();
    await popup.stage.take();
    messenger.stage.occupy();
    popup.stage.leave();
    await settle();
    expect(await third.stage.take()).toBe(false);
    messenger.stage.leave();
    await settle();
    expect(await third.stage.take()).toBe(true);
  });

  it("is each tab's own where locks are refused", async () => {
    const request = () => Promise.reject(new DOMException('sandboxed', 'SecurityError'));
    const refused = createStage(
      testWorld({ locks: { request } as unknown as LockManager }).world,
      openStore('s:', () => localStorage),
    );
    expect(await refused.take()).toBe(true);
  });
});

describe('the stage of a page without locks', () => {
  /** Two tabs that share what is stored, and the time. */
  function twoTabs(locals: [Storage, Storage]) {
    const time = testWorld();
    const stages = locals.map((local) =>
      createStage(
        time.world,
        openStore('s:', () => local),
      ),
    );
    const come = async (): Promise<void> => {
      await vi.dynamicImportSettled();
      await settle();
      time.pass(100);
      await settle();
    };
    const take = async (...asking: Stage[]): Promise<boolean[]> => {
      const taken = Promise.all(asking.map((stage) => stage.take()));
      await come();
      return taken;
    };
    return { ...time, come, take, one: stages[0] as Stage, two: stages[1] as Stage };
  }
  const shared = (): [Storage, Storage] => {
    const local = memoryStorage();
    return [local, local];
  };

  it('is taken by one tab at a time, for as long as that holds it, and free again when it leaves', async () => {
    const { one, two, take, pass } = twoTabs(shared());
    expect(await take(one, two)).toEqual([true, false]);
    pass(60 * 60_000);
    expect(await take(two)).toEqual([false]);
    one.leave();
    await settle();
    expect(await take(two)).toEqual([true]);
  });

  it('is taken by one of two tabs that do not see at once what the other has stored', async () => {
    const [local] = shared();
    let reads = 0;
    const late = Object.assign(Object.create(local) as Storage, {
      getItem: (key: string) => (reads++ ? local.getItem(key) : null),
      setItem: (key: string, value: string) => local.setItem(key, value),
      removeItem: (key: string) => local.removeItem(key),
    });
    const { one, two, take } = twoTabs([local, late]);
    expect(await take(one, two)).toEqual([false, true]);
  });

  it('is lost in time by a tab that crashed', async () => {
    const [local] = shared();
    const crashed = twoTabs([local, local]);
    await crashed.take(crashed.one);
    const next = twoTabs([local, local]);
    expect(await next.take(next.one)).toEqual([false]);
    next.pass(3 * 60_000);
    expect(await next.take(next.one)).toEqual([true]);
  });

  it('goes to the messenger that is opened, and an earlier holder leaving does not free it', async () => {
    const { one, two, take, come } = twoTabs(shared());
    await take(one);
    two.occupy();
    await come();
    one.leave();
    await settle();
    expect(await take(one)).toEqual([false]);
    two.leave();
    await settle();
    expect(await take(one)).toEqual([true]);
  });

  it("is each tab's own where storage is blocked, and free where what is stored is not of ours", async () => {
    const blocked = (): never => {
      throw new Error('blocked');
    };
    const storage = { getItem: blocked, setItem: blocked, removeItem: blocked } as unknown as Storage;
    const { one, two, take } = twoTabs([storage, storage]);
    expect(await take(one, two)).toEqual([true, true]);
    for (const stored of ['5', '[]', '{', '"x"', '{"until":"soon"}', '{"by":"x","until":9e15}']) {
      const [local] = shared();
      local.setItem('s:stage', stored);
      const tabs = twoTabs([local, local]);
      expect(await tabs.take(tabs.one), stored).toEqual([true]);
    }
  });
});
