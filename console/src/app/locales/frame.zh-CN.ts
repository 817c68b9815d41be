import app from './zh-CN.json';

const navigation = import.meta.glob<object>('../../features/*/locales/zh-CN.navigation.json', { eager: true, import: 'default' });

/** What is shown before any page: the frame's words, and how each feature stands in the navigation. */
export default { app, navigation };
