/** The life of the app: one scene with one window. Info.plist names the class of the scene's delegate. */

#include "PageController.h"

@interface ShellApplication : UIResponder <UIApplicationDelegate>
@end

@implementation ShellApplication
@end

@interface ShellScene : UIResponder <UIWindowSceneDelegate>
@end

@implementation ShellScene {
    ShellSettings *_settings;
    PageController *_screen;
}

@synthesize window;

- (void)scene:(UIScene *)scene willConnectToSession:(UISceneSession *)session options:(UISceneConnectionOptions *)options {
    if (![scene isKindOfClass:UIWindowScene.class]) return;
    _settings = [ShellSettings new];
    _screen = [[PageController alloc] initWithSettings:_settings];
    NSURL *asked = [self pageOf:options.shortcutItem];
    UIOpenURLContext *link = options.URLContexts.anyObject;
    if (asked == nil && link != nil) asked = [_settings pageForLink:link.URL];
    if (asked != nil) [_screen open:asked];
    self.window = [[UIWindow alloc] initWithWindowScene:(UIWindowScene *)scene];
    self.window.rootViewController = _screen;
    [self.window makeKeyAndVisible];
}

- (void)scene:(UIScene *)scene openURLContexts:(NSSet<UIOpenURLContext *> *)contexts {
    UIOpenURLContext *link = contexts.anyObject;
    if (link != nil) [_screen open:[_settings pageForLink:link.URL]];
}

- (void)windowScene:(UIWindowScene *)scene
    performActionForShortcutItem:(UIApplicationShortcutItem *)item
               completionHandler:(void (^)(BOOL succeeded))done {
    NSURL *asked = [self pageOf:item];
    if (asked != nil) [_screen open:asked];
    done(asked != nil);
}

/** Shortcuts carry the address of their page as their type. */
- (NSURL *)pageOf:(UIApplicationShortcutItem *)item {
    NSURL *page = item == nil ? nil : [NSURL URLWithString:item.type];
    return page != nil && [_settings isInside:page] ? page : nil;
}
@end

int main(int count, char *arguments[]) {
    @autoreleasepool {
        return UIApplicationMain(count, arguments, nil, @"ShellApplication");
    }
}
