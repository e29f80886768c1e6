export * from './results';
export * from './storage';
export * from './world';
