import { createConnection } from 'mongoose';

/** The version that a server reports; throws where none answers in time. */
export async function serverVersion(uri: string, withinMs = 5_000): Promise<string> {
  const connection = createConnection(uri, { serverSelectionTimeoutMS: withinMs });
  try {
    await connection.asPromise();
    const { version } = (await connection.db?.admin().serverInfo()) ?? {};
    return String(version);
  } finally {
    await connection.close();
  }
}
