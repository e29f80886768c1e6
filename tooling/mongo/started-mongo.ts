/** Where a MongoDB for tests came from, in the order in which they are tried. */
export type MongoKind = 'given' | 'mongod' | 'memory-server' | 'stand-in';

/** A server that runs until it is stopped. */
export interface StartedMongo {
  /** `mongodb://…`; name a database of your own beside it and drop it afterwards. */
  uri: string;
  kind: MongoKind;
  /** As the server reports it. */
  version: string;
  /** Ends what was started; a server that was given stays. */
  stop(): Promise<void>;
}

/** One of the places a server may come from. */
export interface MongoSource {
  kind: MongoKind;
  /** What it is called where it is printed. */
  label: string;
  /** `null`: not to be had here, with the reason told to `tell`. Throws where it should have worked. */
  start(tell: (reason: string) => void): Promise<Pick<StartedMongo, 'uri' | 'stop'> | null>;
}
