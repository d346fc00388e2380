export const farmView = { farmView: {} } as const
