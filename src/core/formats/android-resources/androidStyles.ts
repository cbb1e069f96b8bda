/**
 * Public styles of the `android` package that packages made here inherit from or point to. Ids are part of the
 * platform's public interface. Themes named `Material` exist since API 21, `DeviceDefault.DayNight` since API 29.
 */

export const androidStyles = {
  'Theme.DeviceDefault': 0x01030128,
  'Theme.DeviceDefault.NoActionBar': 0x01030129,
  'Theme.DeviceDefault.NoActionBar.Fullscreen': 0x0103012a,
  'Theme.DeviceDefault.Light': 0x0103012b,
  'Theme.DeviceDefault.Light.NoActionBar': 0x0103012c,
  'Theme.DeviceDefault.Light.NoActionBar.Fullscreen': 0x0103012d,
  'Theme.DeviceDefault.DayNight': 0x010302e3,
  'Theme.Material': 0x01030224,
  'Theme.Material.NoActionBar': 0x0103022e,
  'Theme.Material.NoActionBar.Fullscreen': 0x0103022f,
  'Theme.Material.Light': 0x01030237,
  'Theme.Material.Light.NoActionBar': 0x01030241,
  'Theme.Material.Light.NoActionBar.Fullscreen': 0x01030242,
} as const;
