import { useQuery } from '@pinia/colada';
import { onBeforeUnmount, onMounted } from 'vue';
import { api } from '../../shared/api';
import { useSession } from '../session/session-store';

/** How often the state is asked anew while somebody looks, in ms. */
const RENEWED = 10_000;

/** All plugins and how they do, renewed while the page is seen. */
export function usePlugins() {
  const session = useSession();
  const query = useQuery({
    key: ['plugins'],
    query: () => api.plugins.list(),
    enabled: () => session.mayManagePlugins,
    staleTime: 2_000,
  });
  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    timer = setInterval(() => {
      if (document.visibilityState === 'visible' && session.mayManagePlugins) void query.refetch();
    }, RENEWED);
  });
  onBeforeUnmount(() => clearInterval(timer));
  return query;
}
