export * from './visits';
export * from './engagements';
export * from './conversations';
