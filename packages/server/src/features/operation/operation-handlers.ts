import { createOpenApiDocument, type OpenApiDocument } from '@beckon/protocol/openapi';
import { type Handlers } from '../../routing/handler';

export interface OperationOptions {
  /** Throws where the storage does not answer. */
  health: () => Promise<void>;
  version: string;
  publicUrl: string;
}

export function operationHandlers({ health, version, publicUrl }: OperationOptions): Handlers<'alive' | 'ready' | 'openApi'> {
  let document: (OpenApiDocument & Record<string, unknown>) | undefined;
  const fine = { ok: true, value: { ok: true } } as const;
  return {
    alive: async () => fine,
    ready: async () => {
      await health();
      return fine;
    },
    openApi: async () => {
      document ??= { ...createOpenApiDocument({ version, serverUrl: publicUrl }) };
      return { ok: true, value: document };
    },
  };
}
