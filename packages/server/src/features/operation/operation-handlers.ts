import { createOpenApiDocument, type OpenApiDocument } from '@beckon/protocol/openapi';
import { type AddressSet } from '../../client-address/client-address';
import { refuse } from '../../http/problem';
import { type Handlers } from '../../routing/handler';
import { type Timers } from '../../streams/timers';
import { type Metrics } from './metrics';

/** ms within which the storage must answer for us to be ready; whoever asks for it asks every few seconds. */
export const READY_WITHIN = 3_000;

export interface OperationOptions {
  /** Throws where the storage does not answer. */
  health: () => Promise<void>;
  timers: Timers;
  version: string;
  metrics: Metrics;
  /** Who may read them. */
  metricsReaders: AddressSet;
  publicUrl: string;
}

export function operationHandlers({
  health,
  timers,
  version,
  publicUrl,
  metrics,
  metricsReaders,
}: OperationOptions): Handlers<'alive' | 'ready' | 'metrics' | 'openApi'> {
  let document: (OpenApiDocument & Record<string, unknown>) | undefined;
  const fine = { ok: true, value: { ok: true } } as const;
  return {
    alive: async () => fine,
    ready: async () => {
      let cancel = () => {};
      const late = new Promise<'late'>((resolve) => {
        cancel = timers.after(READY_WITHIN, () => resolve('late'));
      });
      try {
        if ((await Promise.race([health(), late])) !== 'late') return fine;
      } finally {
        cancel();
      }
      return refuse('unavailable', `The database has not answered within ${READY_WITHIN / 1000} seconds.`, {
        retryAfter: 5,
      });
    },
    metrics: async ({ client, headers }) => {
      // A proxy that we were not told of forwards requests of anybody; its own address says nothing then.
      const forwarded =
        !client.trusted && (headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined);
      if (forwarded || client.ip === null || !metricsReaders.includes(client.ip)) {
        return refuse(
          'forbidden',
          'Metrics are told to this machine and to the addresses that the operator names (`BECKON_METRICS_READERS`) only.',
        );
      }
      return { ok: true, value: await metrics.text() };
    },
    openApi: async () => {
      document ??= { ...createOpenApiDocument({ version, serverUrl: publicUrl }) };
      return { ok: true, value: document };
    },
  };
}
