import { type SiteWire } from '@beckon/protocol';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api } from '../../shared/api';

const KEY = 'beckon-site';

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** All sites, and the one whose rules are on the screen. */
export const useSites = defineStore('sites', () => {
  const sites = ref<readonly SiteWire[]>([]);
  const status = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  const error = ref<unknown>(null);
  const chosenId = ref(remembered());

  /** Without a choice: the oldest, whose id is the smallest (they are ULIDs). A site that is added later takes nothing from it. */
  const oldest = computed(() =>
    sites.value.reduce<SiteWire | null>(
      (first, site) => (first === null || site.id < first.id ? site : first),
      null,
    ),
  );
  const current = computed(() => sites.value.find(({ id }) => id === chosenId.value) ?? oldest.value);

  async function load() {
    if (status.value !== 'ready') status.value = 'loading';
    try {
      sites.value = (await api.sites.list()).sites;
      status.value = 'ready';
      error.value = null;
    } catch (caught) {
      error.value = caught;
      if (sites.value.length === 0) status.value = 'failed';
    }
  }

  function choose(id: string) {
    chosenId.value = id;
    try {
      localStorage.setItem(KEY, id);
    } catch {
      // Storage is blocked: the choice holds until the page is left.
    }
  }

  /** A site was created or saved. */
  function take(site: SiteWire) {
    sites.value = sites.value.some(({ id }) => id === site.id)
      ? sites.value.map((other) => (other.id === site.id ? site : other))
      : [...sites.value, site];
  }

  function forget() {
    sites.value = [];
    status.value = 'idle';
  }

  const byId = (id: string) => sites.value.find((site) => site.id === id) ?? null;

  return { sites, status, error, current, load, choose, take, forget, byId };
});
