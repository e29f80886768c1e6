import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { onWatcherCleanup, type Ref, ref, watchEffect } from 'vue';
import { dropEdge, landing } from '../rule-order';

interface RowDrag {
  element: Ref<HTMLElement | null>;
  index: () => number;
  enabled: () => boolean;
  move: (from: number, to: number) => void;
}

const KIND = 'rule';

/** Makes a row draggable and a place to drop others; `edge` says on which side the drop line is. */
export function useRowDrag({ element, index, enabled, move }: RowDrag) {
  const dragging = ref(false);
  const edge = ref<'top' | 'bottom' | null>(null);

  watchEffect(() => {
    const row = element.value;
    if (!row || !enabled()) return;
    const sideOf = (clientY: number, from: number): 'top' | 'bottom' => {
      const { top, height } = row.getBoundingClientRect();
      return dropEdge((clientY - top) / height, from, index());
    };
    const stopDragging = draggable({
      element: row,
      getInitialData: () => ({ kind: KIND, from: index() }),
      onDragStart: () => (dragging.value = true),
      onDrop: () => (dragging.value = false),
    });
    const stopDropping = dropTargetForElements({
      element: row,
      canDrop: ({ source }) => source.data['kind'] === KIND && source.element !== row,
      onDrag({ source, location }) {
        const from = Number(source.data['from']);
        const side = sideOf(location.current.input.clientY, from);
        // No line where nothing would move.
        edge.value = landing(from, index(), side) === from ? null : side;
      },
      onDragLeave: () => (edge.value = null),
      onDrop({ source, location }) {
        edge.value = null;
        const from = Number(source.data['from']);
        move(from, landing(from, index(), sideOf(location.current.input.clientY, from)));
      },
    });
    onWatcherCleanup(() => {
      stopDragging();
      stopDropping();
    });
  });

  return { dragging, edge };
}
