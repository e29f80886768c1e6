export * from './answer';
export * from './actor';
