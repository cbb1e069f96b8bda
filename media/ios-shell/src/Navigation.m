#include "Navigation.h"

#include "Downloads.h"

/** The values of `NSURLErrorDomain` and `NSURLErrorFailingURLErrorKey`. */
static NSString *const networkErrors = @"NSURLErrorDomain";
static NSString *const failingAddress = @"NSErrorFailingURLKey";

/** A page whose process ends again and again is not opened forever. */
static const double shortestRunSeconds = 10;

static BOOL isOneOf(NSString *scheme, const char *const *names) {
    for (; *names != NULL; names++)
        if ([scheme isEqualToString:[NSString stringWithUTF8String:*names]]) return YES;
    return NO;
}

void openElsewhere(NSURL *url, BOOL isTouched) {
    static const char *const always[] = {"https", "http", "mailto", "tel", "sms", NULL};
    static const char *const never[] = {"file", "app", NULL};
    NSString *scheme = url.scheme.lowercaseString;
    if (scheme == nil || isOneOf(scheme, never)) return;
    // Any other app opens at a touch alone: a script must not start it.
    if (!isTouched && !isOneOf(scheme, always)) return;
    [UIApplication.sharedApplication openURL:url options:[NSMutableDictionary new] completionHandler:nil];
}

@implementation Navigation {
    ShellSettings *_settings;
    Downloads *_downloads;
    NSDate *_lastEnd;
}

- (instancetype)initWithSettings:(ShellSettings *)settings screen:(UIViewController *)screen {
    self = [super init];
    _settings = settings;
    _downloads = [[Downloads alloc] initWithScreen:screen];
    return self;
}

- (void)webView:(WKWebView *)webView
    decidePolicyForNavigationAction:(WKNavigationAction *)action
                    decisionHandler:(void (^)(NSInteger policy))decide {
    decide([self policyFor:action]);
}

- (NSInteger)policyFor:(WKNavigationAction *)action {
    static const char *const ofPages[] = {"about", "data", "blob", "javascript", NULL};
    static const char *const ofWeb[] = {"https", "http", "app", NULL};
    if (action.shouldPerformDownload) return WKNavigationPolicyDownload;
    NSURL *url = action.request.URL;
    NSString *scheme = url.scheme.lowercaseString;
    if (isOneOf(scheme, ofPages)) return WKNavigationPolicyAllow;
    BOOL isTouched = action.navigationType == WKNavigationTypeLinkActivated;
    // A frame inside a page may show any site, as in a browser. A window that is asked for is decided on where it is made.
    if (action.targetFrame == nil) return WKNavigationPolicyAllow;
    if (!action.targetFrame.mainFrame) {
        if (isOneOf(scheme, ofWeb)) return WKNavigationPolicyAllow;
        if (isTouched) openElsewhere(url, YES);
        return WKNavigationPolicyCancel;
    }
    if ([_settings isInside:url]) return WKNavigationPolicyAllow;
    openElsewhere(url, isTouched);
    return WKNavigationPolicyCancel;
}

- (void)webView:(WKWebView *)webView
    decidePolicyForNavigationResponse:(WKNavigationResponse *)response
                      decisionHandler:(void (^)(NSInteger policy))decide {
    NSString *disposition = nil;
    if ([response.response isKindOfClass:NSHTTPURLResponse.class])
        disposition = [(NSHTTPURLResponse *)response.response valueForHTTPHeaderField:@"Content-Disposition"];
    BOOL isKept = !response.canShowMIMEType || [disposition.lowercaseString hasPrefix:@"attachment"];
    decide(isKept ? WKNavigationPolicyDownload : WKNavigationPolicyAllow);
}

- (void)webView:(WKWebView *)webView navigationAction:(WKNavigationAction *)action didBecomeDownload:(WKDownload *)download {
    download.delegate = _downloads;
}

- (void)webView:(WKWebView *)webView navigationResponse:(WKNavigationResponse *)response didBecomeDownload:(WKDownload *)download {
    download.delegate = _downloads;
}

/** A page without a color is white, as in a browser; before it is drawn, the color of the launch screen stays. */
static void endLaunch(WKWebView *webView) {
    webView.opaque = YES;
    webView.backgroundColor = UIColor.whiteColor;
}

- (void)webView:(WKWebView *)webView didFinishNavigation:(WKNavigation *)navigation {
    endLaunch(webView);
}

- (void)webView:(WKWebView *)webView didFailNavigation:(WKNavigation *)navigation withError:(NSError *)error {
    endLaunch(webView);
}

- (void)webView:(WKWebView *)webView didFailProvisionalNavigation:(WKNavigation *)navigation withError:(NSError *)error {
    NSURL *wanted = [error.userInfo objectForKey:failingAddress];
    // Errors of other domains are decisions of the shell itself, such as a download in the place of a page.
    if (!_settings.isRemote || ![error.domain isEqualToString:networkErrors] || error.code == NSURLErrorCancelled) return;
    if ([wanted isKindOfClass:NSURL.class] && ![wanted.scheme isEqualToString:ownScheme] && [_settings isInside:wanted])
        [webView loadRequest:[NSURLRequest requestWithURL:[_settings offlinePageFor:wanted]]];
}

- (void)webViewWebContentProcessDidTerminate:(WKWebView *)webView {
    BOOL isAgain = _lastEnd != nil && _lastEnd.timeIntervalSinceNow > -shortestRunSeconds;
    _lastEnd = [NSDate new];
    if (isAgain) return;
    NSURL *shown = webView.URL;
    [webView loadRequest:[NSURLRequest requestWithURL:shown == nil ? _settings.start : shown]];
}
@end
