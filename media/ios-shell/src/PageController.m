#include "PageController.h"

#include "Dialogs.h"
#include "FileServer.h"
#include "Navigation.h"

@implementation PageController {
    ShellSettings *_settings;
    WKWebView *_page;
    NSURL *_wanted;
    // Delegates are not kept by the view itself.
    Navigation *_navigation;
    Dialogs *_dialogs;
}

- (instancetype)initWithSettings:(ShellSettings *)settings {
    self = [super init];
    _settings = settings;
    _wanted = settings.start;
    return self;
}

- (void)viewDidLoad {
    [super viewDidLoad];
    self.view.backgroundColor = _settings.barColor;
    WKWebViewConfiguration *configuration = [WKWebViewConfiguration new];
    [configuration setURLSchemeHandler:[FileServer new] forURLScheme:ownScheme];
    configuration.allowsInlineMediaPlayback = YES;
    configuration.mediaTypesRequiringUserActionForPlayback = 0;
    // iOS 15.4 and newer.
    if ([configuration.preferences respondsToSelector:@selector(setElementFullscreenEnabled:)])
        configuration.preferences.elementFullscreenEnabled = YES;
    _page = [[WKWebView alloc] initWithFrame:self.view.bounds configuration:configuration];
    _navigation = [[Navigation alloc] initWithSettings:_settings screen:self];
    _dialogs = [[Dialogs alloc] initWithSettings:_settings screen:self];
    _page.navigationDelegate = _navigation;
    _page.UIDelegate = _dialogs;
    _page.allowsBackForwardNavigationGestures = YES;
    // iOS 16.4 and newer.
    if (_settings.isInspectable && [_page respondsToSelector:@selector(setInspectable:)]) _page.inspectable = YES;
    // The color of the launch screen stays until the first page is drawn (`Navigation.m`).
    _page.opaque = NO;
    _page.backgroundColor = _settings.backgroundColor;
    if (!_settings.isFullscreen) _page.scrollView.contentInsetAdjustmentBehavior = UIScrollViewContentInsetAdjustmentNever;
    [self.view addSubview:_page];
    [self open:_wanted];
}

- (void)open:(NSURL *)address {
    _wanted = address;
    [_page loadRequest:[NSURLRequest requestWithURL:address]];
}

/** Between the bars; over the whole screen where the app asks for it. */
- (void)viewDidLayoutSubviews {
    [super viewDidLayoutSubviews];
    CGRect frame = self.view.bounds;
    if (!_settings.isFullscreen) {
        UIEdgeInsets insets = self.view.safeAreaInsets;
        frame.origin.x += insets.left;
        frame.origin.y += insets.top;
        frame.size.width -= insets.left + insets.right;
        frame.size.height -= insets.top + insets.bottom;
    }
    _page.frame = frame;
}

- (void)viewSafeAreaInsetsDidChange {
    [super viewSafeAreaInsetsDidChange];
    [self.view setNeedsLayout];
}

- (void)traitCollectionDidChange:(UITraitCollection *)previous {
    [super traitCollectionDidChange:previous];
    [self setNeedsStatusBarAppearanceUpdate];
}

- (NSInteger)preferredStatusBarStyle {
    BOOL isDark = self.traitCollection.userInterfaceStyle == UIUserInterfaceStyleDark;
    return [_settings hasLightBar:isDark] ? UIStatusBarStyleDarkContent : UIStatusBarStyleLightContent;
}

- (BOOL)prefersStatusBarHidden {
    return _settings.isFullscreen;
}

- (BOOL)prefersHomeIndicatorAutoHidden {
    return _settings.isFullscreen;
}

/** Info.plist says which of them the app has. */
- (NSUInteger)supportedInterfaceOrientations {
    return UIInterfaceOrientationMaskAll;
}
@end
