#include "ShellSettings.h"

NSString *const ownScheme = @"app";
static NSString *const ownHost = @"localhost";

/** 0xRRGGBB */
static UIColor *colorOf(NSUInteger rgb) {
    return [UIColor colorWithRed:(rgb >> 16 & 0xff) / 255.0 green:(rgb >> 8 & 0xff) / 255.0 blue:(rgb & 0xff) / 255.0 alpha:1];
}

static UIColor *colorOfModes(NSUInteger light, NSUInteger dark) {
    UIColor *lightColor = colorOf(light), *darkColor = colorOf(dark);
    return [UIColor colorWithDynamicProvider:^UIColor *(UITraitCollection *traits) {
        return traits.userInterfaceStyle == UIUserInterfaceStyleDark ? darkColor : lightColor;
    }];
}

static NSString *originOf(NSURL *url) {
    NSString *origin = [NSString stringWithFormat:@"%@://%@", url.scheme.lowercaseString, url.host.lowercaseString];
    return url.port == nil ? origin : [NSString stringWithFormat:@"%@:%@", origin, url.port];
}

@implementation ShellSettings {
    NSDictionary<NSString *, id> *_values;
    NSString *_scope;
    NSArray<NSString *> *_origins;
    NSUInteger _bars[2];
}

- (instancetype)init {
    self = [super init];
    _values = [NSBundle.mainBundle.infoDictionary objectForKey:@"MobileDistribution"];
    _start = [NSURL URLWithString:[_values objectForKey:@"Start"]];
    if (_start == nil) _start = [NSURL URLWithString:@"app://localhost/"];
    _isRemote = ![_start.scheme isEqualToString:ownScheme];
    _scope = [_values objectForKey:@"Scope"];
    _origins = [_values objectForKey:@"Origins"];
    _isFullscreen = [self isSet:@"Fullscreen"];
    _isInspectable = [self isSet:@"Inspectable"];
    _bars[NO] = [self number:@"BarColor"];
    _bars[YES] = [self number:@"BarColorDark"];
    _barColor = colorOfModes(_bars[NO], _bars[YES]);
    _backgroundColor = colorOfModes([self number:@"BackgroundColor"], [self number:@"BackgroundColorDark"]);
    return self;
}

- (BOOL)isSet:(NSString *)key {
    NSNumber *value = [_values objectForKey:key];
    return value.boolValue;
}

- (NSUInteger)number:(NSString *)key {
    NSNumber *value = [_values objectForKey:key];
    return value == nil ? 0xffffff : value.unsignedIntegerValue;
}

- (BOOL)hasLightBar:(BOOL)isDarkMode {
    NSUInteger rgb = _bars[isDarkMode];
    return 299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff) > 150000;
}

- (BOOL)isInside:(NSURL *)url {
    if ([url.scheme.lowercaseString isEqualToString:ownScheme]) return [url.host isEqualToString:ownHost];
    return (_scope != nil && [url.absoluteString hasPrefix:_scope]) || [_origins containsObject:originOf(url)];
}

- (BOOL)mayCapture:(WKSecurityOrigin *)origin type:(NSInteger)type {
    if (type != WKMediaCaptureTypeMicrophone && ![self isSet:@"Camera"]) return NO;
    if (type != WKMediaCaptureTypeCamera && ![self isSet:@"Microphone"]) return NO;
    NSString *name = [NSString stringWithFormat:@"%@://%@", origin.protocol, origin.host];
    // The port is 0 where the address names none.
    if (origin.port != 0) name = [NSString stringWithFormat:@"%@:%ld", name, (long)origin.port];
    return [name isEqualToString:originOf(_start)] || [_origins containsObject:name];
}

- (NSURL *)pageForLink:(NSURL *)link {
    NSString *text = link.absoluteString;
    // What is written as the host is the first part of the path: links of apps have two slashes and no host.
    NSUInteger at = link.scheme.length + 1;
    while (at < text.length && [text characterAtIndex:at] == '/') at++;
    NSString *rest = at < text.length ? [text substringFromIndex:at] : @"";
    NSURL *url = [NSURL URLWithString:[NSString stringWithFormat:@"%@/%@", originOf(_start), rest]];
    return url != nil && [self isInside:url] ? url : _start;
}

- (NSURL *)offlinePageFor:(NSURL *)wanted {
    NSString *fragment = [wanted.absoluteString stringByAddingPercentEncodingWithAllowedCharacters:NSCharacterSet.alphanumericCharacterSet];
    return [NSURL URLWithString:[@"app://localhost/.shell/offline.html#" stringByAppendingString:fragment]];
}
@end
