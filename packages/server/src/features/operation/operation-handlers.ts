import { createOpenApiDocument, type OpenApiDocument } from '@beckon/protocol/openapi';
import { type AddressSet } from '../../client-address/client-address';
import { refuse } from '../../http/problem';
import { type Handlers } from '../../routing/handler';
import { type Metrics } from './metrics';

export interface OperationOptions {
  /** Throws where the storage does not answer. */
  health: () => Promise<void>;
  version: string;
  metrics: Metrics;
  /** Who may read them. */
  metricsReaders: AddressSet;
  publicUrl: string;
}

export function operationHandlers({
  health,
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
      await health();
      return fine;
    },
    metrics: async ({ client, headers }) => {
      // A proxy that we were not told of forwards requests of anybody; its own address says nothing then.
      const forwarded =
        !client.trusted && (headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined);
      if (forwarded || client.ip === null || !metricsReaders.includes(client.ip)) {
        return refuse(
          'forbidden',
          'Metrics are told to this machine and to the addresses named in `metricsReaders` only.',
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
