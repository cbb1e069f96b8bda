/**
 * What the shell uses of Apple's frameworks, declared by hand: names and signatures alone, as Apple documents them for iOS 15. Nothing of
 * an SDK is needed to compile, and nothing of this is in the result.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef bool BOOL;
#define YES ((BOOL)1)
#define NO ((BOOL)0)
#define nil ((id)0)
typedef long NSInteger;
typedef unsigned long NSUInteger;
typedef double CGFloat;
typedef struct CGPoint { CGFloat x, y; } CGPoint;
typedef struct CGSize { CGFloat width, height; } CGSize;
typedef struct CGRect { CGPoint origin; CGSize size; } CGRect;
typedef struct UIEdgeInsets { CGFloat top, left, bottom, right; } UIEdgeInsets;

// libSystem
int open(const char *path, int flags, ...);
int close(int file);
long pread(int file, void *buffer, size_t size, int64_t offset);
int64_t lseek(int file, int64_t offset, int from);
void *malloc(size_t size);
void free(void *memory);
enum { O_RDONLY = 0, O_CLOEXEC = 0x1000000, SEEK_END = 2 };

// libdispatch, in libSystem
typedef struct dispatch_queue_s *dispatch_queue_t;
typedef void (^dispatch_block_t)(void);
extern struct dispatch_queue_s _dispatch_main_q;
dispatch_queue_t dispatch_get_global_queue(intptr_t quality, uintptr_t flags);
void dispatch_async(dispatch_queue_t queue, dispatch_block_t block);
enum { QOS_CLASS_USER_INITIATED = 0x19 };

/**
 * Found by its name when the app runs: in which library of Apple a class of Foundation is has changed over the versions, and the linker
 * would fix it. Those without this mark are where binaries that Xcode made for iOS look for them.
 */
#define FOUND_BY_NAME __attribute__((objc_runtime_visible))

// Foundation
@class NSArray<Item>, NSBundle, NSData, NSDictionary<Key, Value>, NSError, NSNumber, NSSet<Item>, NSString, NSURL, NSURLComponents;
@class NSURLRequest, NSURLResponse;

@protocol NSObject
- (BOOL)isEqual:(id)object;
- (BOOL)isKindOfClass:(Class)kind;
- (BOOL)respondsToSelector:(SEL)selector;
@end

__attribute__((objc_root_class)) @interface NSObject <NSObject> {
    Class isa;
}
+ (instancetype)alloc;
+ (instancetype)new;
+ (Class)class;
- (instancetype)init;
@end

@interface NSString : NSObject
@property (readonly) NSUInteger length;
@property (readonly) const char *UTF8String;
@property (readonly, copy) NSString *lowercaseString;
@property (readonly, copy) NSString *lastPathComponent;
+ (instancetype)stringWithUTF8String:(const char *)text;
+ (instancetype)stringWithFormat:(NSString *)format, ... __attribute__((format(__NSString__, 1, 2)));
- (unsigned short)characterAtIndex:(NSUInteger)index;
- (NSString *)substringFromIndex:(NSUInteger)index;
- (NSString *)substringToIndex:(NSUInteger)index;
- (BOOL)isEqualToString:(NSString *)other;
- (BOOL)hasPrefix:(NSString *)start;
- (NSString *)stringByAppendingString:(NSString *)other;
- (NSString *)stringByAppendingPathComponent:(NSString *)part;
- (NSString *)stringByAddingPercentEncodingWithAllowedCharacters:(id)characters;
@end

/** What `@"…"` is; the linker finds its class in CoreFoundation. */
@interface NSConstantString : NSString
@end

@interface NSCharacterSet : NSObject
@property (class, readonly) NSCharacterSet *alphanumericCharacterSet;
@end

@interface NSUUID : NSObject
@property (readonly, copy) NSString *UUIDString;
+ (instancetype)UUID;
@end

FOUND_BY_NAME @interface NSNumber : NSObject
@property (readonly) BOOL boolValue;
@property (readonly) NSUInteger unsignedIntegerValue;
@end

@interface NSArray<Item> : NSObject
@property (readonly) Item firstObject;
@property (readonly) NSUInteger count;
- (Item)objectAtIndex:(NSUInteger)index;
+ (instancetype)arrayWithObject:(Item)item;
- (BOOL)containsObject:(id)item;
@end

FOUND_BY_NAME @interface NSDictionary<Key, Value> : NSObject
- (Value)objectForKey:(Key)key;
@end

@interface NSMutableDictionary<Key, Value> : NSDictionary <Key, Value>
- (void)setObject:(Value)value forKey:(Key)key;
- (void)removeObjectForKey:(Key)key;
@end

@interface NSSet<Item> : NSObject
@property (readonly) Item anyObject;
- (BOOL)containsObject:(id)item;
@end

@interface NSMutableSet<Item> : NSSet <Item>
- (void)addObject:(Item)item;
- (void)removeObject:(Item)item;
@end

@interface NSData : NSObject
@property (readonly) NSUInteger length;
+ (instancetype)dataWithContentsOfFile:(NSString *)path;
+ (instancetype)dataWithBytesNoCopy:(void *)bytes length:(NSUInteger)length freeWhenDone:(BOOL)frees;
- (instancetype)initWithBytes:(const void *)bytes length:(NSUInteger)length;
@end

FOUND_BY_NAME @interface NSMutableData : NSData
- (void)appendData:(NSData *)data;
@end

FOUND_BY_NAME @interface NSJSONSerialization : NSObject
+ (id)JSONObjectWithData:(NSData *)data options:(NSUInteger)options error:(NSError **)error;
@end

FOUND_BY_NAME @interface NSLocale : NSObject
@property (class, readonly, copy) NSArray<NSString *> *preferredLanguages;
@end

FOUND_BY_NAME @interface NSUserDefaults : NSObject
@property (class, readonly) NSUserDefaults *standardUserDefaults;
- (id)objectForKey:(NSString *)key;
- (void)setObject:(id)value forKey:(NSString *)key;
@end

@interface NSNotification : NSObject
@property (readonly) id object;
@end

FOUND_BY_NAME @interface NSNotificationCenter : NSObject
@property (class, readonly) NSNotificationCenter *defaultCenter;
- (void)addObserver:(id)observer selector:(SEL)selector name:(NSString *)name object:(id)object;
@end

FOUND_BY_NAME @interface NSOperationQueue : NSObject
@property (class, readonly) NSOperationQueue *mainQueue;
@end

@interface NSDate : NSObject
@property (readonly) double timeIntervalSinceNow;
@end

@interface NSError : NSObject
@property (readonly) NSInteger code;
@property (readonly, copy) NSString *domain;
@property (readonly, copy) NSDictionary<NSString *, id> *userInfo;
@property (readonly, copy) NSString *localizedDescription;
+ (instancetype)errorWithDomain:(NSString *)domain code:(NSInteger)code userInfo:(NSDictionary *)info;
@end
enum { NSURLErrorCancelled = -999, NSURLErrorCannotOpenFile = -3001 };

@interface NSURL : NSObject
@property (readonly, copy) NSString *absoluteString;
@property (readonly, copy) NSString *scheme;
@property (readonly, copy) NSString *host;
@property (readonly, copy) NSNumber *port;
+ (instancetype)URLWithString:(NSString *)text;
+ (instancetype)fileURLWithPath:(NSString *)path;
@end

FOUND_BY_NAME @interface NSURLComponents : NSObject
@property (readonly, copy) NSString *percentEncodedPath;
+ (instancetype)componentsWithURL:(NSURL *)url resolvingAgainstBaseURL:(BOOL)resolves;
@end

FOUND_BY_NAME @interface NSURLRequest : NSObject
@property (readonly, copy) NSURL *URL;
@property (readonly, copy) NSURL *mainDocumentURL;
@property (readonly, copy) NSString *HTTPMethod;
+ (instancetype)requestWithURL:(NSURL *)url;
- (NSString *)valueForHTTPHeaderField:(NSString *)name;
@end

@interface NSURLResponse : NSObject
@end

FOUND_BY_NAME @interface NSHTTPURLResponse : NSURLResponse
@property (readonly) NSInteger statusCode;
- (instancetype)initWithURL:(NSURL *)url
                 statusCode:(NSInteger)status
                HTTPVersion:(NSString *)version
               headerFields:(NSDictionary<NSString *, NSString *> *)headers;
- (NSString *)valueForHTTPHeaderField:(NSString *)name;
@end

@class NSURLSession;

@protocol NSURLSessionDataDelegate <NSObject>
@end

FOUND_BY_NAME @interface NSURLSessionConfiguration : NSObject
@property (class, readonly) NSURLSessionConfiguration *ephemeralSessionConfiguration;
@property double timeoutIntervalForRequest;
@property double timeoutIntervalForResource;
@end

FOUND_BY_NAME @interface NSURLSessionTask : NSObject
@property (readonly, copy) NSURLResponse *response;
- (void)resume;
- (void)cancel;
@end

FOUND_BY_NAME @interface NSURLSessionDataTask : NSURLSessionTask
@end

FOUND_BY_NAME @interface NSURLSession : NSObject
+ (instancetype)sessionWithConfiguration:(NSURLSessionConfiguration *)configuration
                                delegate:(id<NSURLSessionDataDelegate>)delegate
                           delegateQueue:(NSOperationQueue *)queue;
- (NSURLSessionDataTask *)dataTaskWithURL:(NSURL *)url;
- (void)finishTasksAndInvalidate;
@end

@interface NSBundle : NSObject
@property (class, readonly) NSBundle *mainBundle;
@property (readonly, copy) NSString *resourcePath;
@property (readonly, copy) NSDictionary<NSString *, id> *infoDictionary;
+ (instancetype)bundleForClass:(Class)kind;
- (NSString *)localizedStringForKey:(NSString *)key value:(NSString *)value table:(NSString *)table;
@end

@interface NSFileManager : NSObject
@property (class, readonly) NSFileManager *defaultManager;
- (BOOL)fileExistsAtPath:(NSString *)path isDirectory:(BOOL *)isFolder;
- (BOOL)createDirectoryAtPath:(NSString *)path withIntermediateDirectories:(BOOL)all attributes:(NSDictionary *)attributes error:(NSError **)error;
@end
NSString *NSTemporaryDirectory(void);

// UIKit
@class UIScene, UISceneConnectionOptions, UISceneSession, UITraitCollection, UIView, UIViewController, UIWindowScene;

@interface UIColor : NSObject
@property (class, readonly) UIColor *whiteColor;
+ (instancetype)colorWithRed:(CGFloat)red green:(CGFloat)green blue:(CGFloat)blue alpha:(CGFloat)alpha;
+ (instancetype)colorWithDynamicProvider:(UIColor * (^)(UITraitCollection *traits))provider;
@end

@interface UITraitCollection : NSObject
@property (readonly) NSInteger userInterfaceStyle;
@end
enum { UIUserInterfaceStyleDark = 2 };

@interface UIResponder : NSObject
@end

@interface UIView : UIResponder
@property CGRect frame;
@property (readonly) CGRect bounds;
@property (readonly) UIEdgeInsets safeAreaInsets;
@property (copy) UIColor *backgroundColor;
@property (getter=isOpaque) BOOL opaque;
- (void)addSubview:(UIView *)view;
- (void)setNeedsLayout;
@end

@interface UIScrollView : UIView
@property NSInteger contentInsetAdjustmentBehavior;
@end
enum { UIScrollViewContentInsetAdjustmentNever = 2 };

@interface UITextField : UIView
@property (copy) NSString *text;
@end

@interface UIViewController : UIResponder
@property (strong) UIView *view;
@property (readonly, strong) UIViewController *presentedViewController;
@property (readonly, strong) UIViewController *presentingViewController;
@property (readonly, copy) UITraitCollection *traitCollection;
@property (readonly) NSInteger preferredStatusBarStyle;
@property (readonly) BOOL prefersStatusBarHidden;
@property (readonly) BOOL prefersHomeIndicatorAutoHidden;
@property (readonly) NSUInteger supportedInterfaceOrientations;
- (void)viewDidLoad;
- (void)viewDidLayoutSubviews;
- (void)viewSafeAreaInsetsDidChange;
- (void)traitCollectionDidChange:(UITraitCollection *)previous;
- (void)setNeedsStatusBarAppearanceUpdate;
- (void)presentViewController:(UIViewController *)other animated:(BOOL)animated completion:(void (^)(void))completion;
@end
enum { UIStatusBarStyleLightContent = 1, UIStatusBarStyleDarkContent = 3, UIInterfaceOrientationMaskAll = 30 };

@interface UIAlertAction : NSObject
+ (instancetype)actionWithTitle:(NSString *)title style:(NSInteger)style handler:(void (^)(UIAlertAction *action))handler;
@end
enum { UIAlertActionStyleDefault = 0, UIAlertActionStyleCancel = 1 };

@interface UIAlertController : UIViewController
@property (readonly) NSArray<UITextField *> *textFields;
+ (instancetype)alertControllerWithTitle:(NSString *)title message:(NSString *)message preferredStyle:(NSInteger)style;
- (void)addAction:(UIAlertAction *)action;
- (void)addTextFieldWithConfigurationHandler:(void (^)(UITextField *field))handler;
@end
enum { UIAlertControllerStyleAlert = 1 };

@protocol UIDocumentPickerDelegate <NSObject>
@end

@interface UIDocumentPickerViewController : UIViewController
@property (weak) id<UIDocumentPickerDelegate> delegate;
- (instancetype)initForExportingURLs:(NSArray<NSURL *> *)urls asCopy:(BOOL)asCopy;
@end

@interface UIWindow : UIView
@property (strong) UIViewController *rootViewController;
- (instancetype)initWithWindowScene:(UIWindowScene *)scene;
- (void)makeKeyAndVisible;
@end

@interface UIApplicationShortcutItem : NSObject
@property (readonly, copy) NSString *type;
@end

@interface UIOpenURLContext : NSObject
@property (readonly, copy) NSURL *URL;
@end

@interface UISceneConnectionOptions : NSObject
@property (readonly, copy) NSSet<UIOpenURLContext *> *URLContexts;
@property (readonly) UIApplicationShortcutItem *shortcutItem;
@end

@interface UIScene : UIResponder
@end

@interface UIWindowScene : UIScene
@property (readonly) NSArray<UIWindow *> *windows;
@end

@protocol UIApplicationDelegate <NSObject>
@end

@protocol UISceneDelegate <NSObject>
@optional
- (void)scene:(UIScene *)scene willConnectToSession:(UISceneSession *)session options:(UISceneConnectionOptions *)options;
- (void)scene:(UIScene *)scene openURLContexts:(NSSet<UIOpenURLContext *> *)contexts;
@end

@protocol UIWindowSceneDelegate <UISceneDelegate>
@optional
@property (strong) UIWindow *window;
- (void)windowScene:(UIWindowScene *)scene
    performActionForShortcutItem:(UIApplicationShortcutItem *)item
               completionHandler:(void (^)(BOOL succeeded))done;
@end

@interface UIDevice : NSObject
@property (class, readonly) UIDevice *currentDevice;
@property (readonly) NSString *systemVersion;
@end

@interface UIApplication : UIResponder
@property (class, readonly) UIApplication *sharedApplication;
- (void)openURL:(NSURL *)url options:(NSDictionary *)options completionHandler:(void (^)(BOOL succeeded))done;
@end
int UIApplicationMain(int count, char *arguments[], NSString *application, NSString *delegate);

// WebKit
@class WKDownload, WKFrameInfo, WKNavigation, WKNavigationAction, WKNavigationResponse, WKSecurityOrigin, WKWebView, WKWindowFeatures;

@protocol WKURLSchemeTask <NSObject>
@property (readonly, copy) NSURLRequest *request;
- (void)didReceiveResponse:(NSURLResponse *)response;
- (void)didReceiveData:(NSData *)data;
- (void)didFinish;
- (void)didFailWithError:(NSError *)error;
@end

@protocol WKURLSchemeHandler <NSObject>
- (void)webView:(WKWebView *)webView startURLSchemeTask:(id<WKURLSchemeTask>)task;
- (void)webView:(WKWebView *)webView stopURLSchemeTask:(id<WKURLSchemeTask>)task;
@end

@interface WKPreferences : NSObject
@property (getter=isElementFullscreenEnabled) BOOL elementFullscreenEnabled;
@end

@interface WKWebViewConfiguration : NSObject
@property (strong) WKPreferences *preferences;
@property BOOL allowsInlineMediaPlayback;
@property NSUInteger mediaTypesRequiringUserActionForPlayback;
- (void)setURLSchemeHandler:(id<WKURLSchemeHandler>)handler forURLScheme:(NSString *)scheme;
@end

@interface WKFrameInfo : NSObject
@property (readonly, getter=isMainFrame) BOOL mainFrame;
@end

@interface WKSecurityOrigin : NSObject
@property (readonly, copy) NSString *protocol;
@property (readonly, copy) NSString *host;
@property (readonly) NSInteger port;
@end

@interface WKNavigationAction : NSObject
@property (readonly, copy) WKFrameInfo *targetFrame;
@property (readonly) NSInteger navigationType;
@property (readonly, copy) NSURLRequest *request;
@property (readonly) BOOL shouldPerformDownload;
@end
enum { WKNavigationTypeLinkActivated = 0 };
enum { WKNavigationPolicyCancel = 0, WKNavigationPolicyAllow = 1, WKNavigationPolicyDownload = 2 };

@interface WKNavigationResponse : NSObject
@property (readonly, copy) NSURLResponse *response;
@property (readonly) BOOL canShowMIMEType;
@end

@protocol WKDownloadDelegate <NSObject>
@optional
- (void)download:(WKDownload *)download
    decideDestinationUsingResponse:(NSURLResponse *)response
                 suggestedFilename:(NSString *)name
                 completionHandler:(void (^)(NSURL *destination))decide;
- (void)downloadDidFinish:(WKDownload *)download;
- (void)download:(WKDownload *)download didFailWithError:(NSError *)error resumeData:(NSData *)data;
@end

@interface WKDownload : NSObject
@property (weak) id<WKDownloadDelegate> delegate;
@end

@protocol WKNavigationDelegate <NSObject>
@optional
- (void)webView:(WKWebView *)webView
    decidePolicyForNavigationAction:(WKNavigationAction *)action
                    decisionHandler:(void (^)(NSInteger policy))decide;
- (void)webView:(WKWebView *)webView
    decidePolicyForNavigationResponse:(WKNavigationResponse *)response
                      decisionHandler:(void (^)(NSInteger policy))decide;
- (void)webView:(WKWebView *)webView navigationAction:(WKNavigationAction *)action didBecomeDownload:(WKDownload *)download;
- (void)webView:(WKWebView *)webView navigationResponse:(WKNavigationResponse *)response didBecomeDownload:(WKDownload *)download;
- (void)webView:(WKWebView *)webView didFinishNavigation:(WKNavigation *)navigation;
- (void)webView:(WKWebView *)webView didFailNavigation:(WKNavigation *)navigation withError:(NSError *)error;
- (void)webView:(WKWebView *)webView didFailProvisionalNavigation:(WKNavigation *)navigation withError:(NSError *)error;
- (void)webViewWebContentProcessDidTerminate:(WKWebView *)webView;
@end

@protocol WKUIDelegate <NSObject>
@optional
- (WKWebView *)webView:(WKWebView *)webView
    createWebViewWithConfiguration:(WKWebViewConfiguration *)configuration
               forNavigationAction:(WKNavigationAction *)action
                    windowFeatures:(WKWindowFeatures *)features;
- (void)webView:(WKWebView *)webView
    runJavaScriptAlertPanelWithMessage:(NSString *)message
                      initiatedByFrame:(WKFrameInfo *)frame
                     completionHandler:(void (^)(void))done;
- (void)webView:(WKWebView *)webView
    runJavaScriptConfirmPanelWithMessage:(NSString *)message
                        initiatedByFrame:(WKFrameInfo *)frame
                       completionHandler:(void (^)(BOOL confirmed))done;
- (void)webView:(WKWebView *)webView
    runJavaScriptTextInputPanelWithPrompt:(NSString *)prompt
                              defaultText:(NSString *)text
                         initiatedByFrame:(WKFrameInfo *)frame
                        completionHandler:(void (^)(NSString *answer))done;
- (void)webView:(WKWebView *)webView
    requestMediaCapturePermissionForOrigin:(WKSecurityOrigin *)origin
                          initiatedByFrame:(WKFrameInfo *)frame
                                      type:(NSInteger)type
                           decisionHandler:(void (^)(NSInteger decision))decide;
@end
enum { WKMediaCaptureTypeCamera = 0, WKMediaCaptureTypeMicrophone = 1, WKMediaCaptureTypeCameraAndMicrophone = 2 };
enum { WKPermissionDecisionGrant = 1, WKPermissionDecisionDeny = 2 };

@interface WKWebView : UIView
@property (weak) id<WKNavigationDelegate> navigationDelegate;
@property (weak) id<WKUIDelegate> UIDelegate;
@property (readonly, strong) UIScrollView *scrollView;
@property BOOL allowsBackForwardNavigationGestures;
@property (getter=isInspectable) BOOL inspectable;
@property (readonly, copy) NSURL *URL;
- (instancetype)initWithFrame:(CGRect)frame configuration:(WKWebViewConfiguration *)configuration;
- (WKNavigation *)loadRequest:(NSURLRequest *)request;
@end
