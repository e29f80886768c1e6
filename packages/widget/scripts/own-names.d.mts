export declare const ownNames: readonly string[];
