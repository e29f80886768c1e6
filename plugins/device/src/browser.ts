/**
 * What only the browser knows of a device: viewport, touch, and whether it is asked to save data.
 *
 * @module
 */
import { defineBrowserModule } from '@beckon/plugin/browser';

interface Connection {
  saveData?: boolean;
}

export default defineBrowserModule({
  facts: ['device/viewportWidth', 'device/viewportHeight', 'device/touch', 'device/reducedData'],
  start(set) {
    const tell = () => {
      set('device/viewportWidth', innerWidth);
      set('device/viewportHeight', innerHeight);
    };
    tell();
    set('device/touch', matchMedia('(any-pointer: coarse)').matches);
    const { connection } = navigator as { connection?: Connection };
    set(
      'device/reducedData',
      connection?.saveData === true || matchMedia('(prefers-reduced-data: reduce)').matches,
    );
    addEventListener('resize', tell);
    return () => removeEventListener('resize', tell);
  },
});
