/** How many are tagged while the operator waits; more of them become a job. */
export const atOnceMax = 500;
