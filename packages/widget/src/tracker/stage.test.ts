// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { openStore } from '../runtime/store';
import { memoryLocks, settle, testWorld } from '../testing/world';
import { createStage } from './stage';

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

  it("is each tab's own where there are no locks, or none for it", async () => {
    const alone = createStage(
      testWorld().world,
      openStore('s:', () => localStorage),
    );
    const request = () => Promise.reject(new DOMException('sandboxed', 'SecurityError'));
    const refused = createStage(
      testWorld({ locks: { request } as unknown as LockManager }).world,
      openStore('s:', () => localStorage),
    );
    expect(await Promise.all([alone.take(), refused.take()])).toEqual([true, true]);
  });
});
