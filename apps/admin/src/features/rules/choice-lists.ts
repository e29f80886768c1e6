import { type ChoiceOption, type Criterion } from '@beckon/engine';
import { type ChoicesResponse } from '@beckon/protocol';
import { shallowReactive } from 'vue';
import { api } from '../../shared/api';
import { errorText } from '../../shared/error-text';

/** What can be chosen for a criterion, as far as it is known. */
export interface Choices {
  /** `undefined`: not known (yet), or the declaration names none. */
  readonly options: readonly ChoiceOption[] | undefined;
  /** The name of the list, where the server supplies it. */
  readonly list: string | undefined;
  readonly loading: boolean;
  /** Why the list could not be loaded. */
  readonly failure: string | undefined;
}

type Loaded = Omit<Choices, 'list'>;
/** From then on a list is asked anew when somebody needs it, in ms. */
const FRESH = 60_000;
const none: Choices = { options: undefined, list: undefined, loading: false, failure: undefined };

/** The lists that plugins supply, each loaded once however many conditions show it. */
export function createChoiceLists(
  load: (list: string) => Promise<ChoicesResponse>,
  now: () => number = Date.now,
) {
  const lists = shallowReactive(new Map<string, Loaded>());
  const askedAt = new Map<string, number>();

  async function renew(list: string): Promise<void> {
    askedAt.set(list, now());
    // Asked while a screen is being drawn: what the screen reads changes only afterwards.
    await Promise.resolve();
    lists.set(list, { options: lists.get(list)?.options, loading: true, failure: undefined });
    try {
      lists.set(list, { options: (await load(list)).options, loading: false, failure: undefined });
    } catch (error) {
      lists.set(list, { options: lists.get(list)?.options, loading: false, failure: errorText(error) });
    }
  }

  /** The choices of a declaration; a list that the server supplies is loaded when it is asked for first. */
  function of(options: Criterion['options']): Choices {
    if (options === undefined) return none;
    if (!('load' in options)) return { ...none, options };
    const { load: list } = options;
    const asked = askedAt.get(list);
    if (asked === undefined) void renew(list);
    const loaded = lists.get(list) ?? { options: undefined, loading: true, failure: undefined };
    return { ...loaded, list };
  }

  /** When a screen opens: a list that failed or has grown old is asked anew. */
  function refresh(options: Criterion['options']): void {
    if (options === undefined || !('load' in options)) return;
    const { load: list } = options;
    const state = lists.get(list);
    if (state && !state.loading && (state.failure !== undefined || now() - (askedAt.get(list) ?? 0) >= FRESH))
      void renew(list);
  }

  return { of, refresh, renew };
}

export const choiceLists = createChoiceLists((list) => api.choices.load(list));

/** The choices, and besides them what is stored and not among them: it is shown and kept. Before they are known, the values stand as they are. */
export function withStored(
  options: readonly ChoiceOption[] | undefined,
  values: readonly unknown[],
): readonly ChoiceOption[] {
  const gone = values.filter(
    (value): value is string =>
      typeof value === 'string' && !options?.some((option) => option.value === value),
  );
  if (options && gone.length === 0) return options;
  return [
    ...(options ?? []),
    ...[...new Set(gone)].map((value) => ({ value, label: options ? `${value} (not in the list)` : value })),
  ];
}
